"""The website's pages, made from reports and requirements as (path, content), and the ways to build it."""
