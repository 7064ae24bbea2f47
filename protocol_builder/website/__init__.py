"""The website's pages, from reports and requirements to (path, content), and the ways to build it."""
