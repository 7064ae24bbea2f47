// Puts an empty page in the place of this one, so that Back does not lead here. Without scripts the link still leaves.
for (const link of document.querySelectorAll("a.leave")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "";
    window.location.replace("about:blank");
  });
}
