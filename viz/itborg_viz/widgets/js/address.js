// Opens another page of this server when its path is set; the path is relative to this page, so a proxy may be in front.

export function render({ model }) {
  const open = () => {
    const path = model.get("path");
    if (path) location.assign(new URL(path, location.origin + location.pathname));
  };
  model.on("change:path", open);
  open();
}
