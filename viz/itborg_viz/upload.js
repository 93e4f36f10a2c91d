// A button and a place to drop files. Sends their bytes; what is too large never leaves the browser.
function render({ model, el }) {
  const label = document.createElement("label");
  label.className = "itb-upload";
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = model.get("accept");
  const text = document.createElement("span");
  text.textContent = model.get("label");
  label.append(text, input);
  el.append(label);

  async function send(chosen) {
    const files = [...chosen];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (!files.length) return;
    if (size > model.get("most")) {
      model.set("wrong", "");
      model.set("wrong", `these files have ${size.toLocaleString("en")} bytes; at most `
        + `${model.get("most").toLocaleString("en")} are taken: zip the folder`);
      model.save_changes();
      return;
    }
    const read = await Promise.all(files.map(async (file) => (
      { name: file.name, data: new DataView(await file.arrayBuffer()) })));
    model.set("files", read);
    model.save_changes();
    input.value = "";
  }
  input.addEventListener("change", () => send(input.files));
  label.addEventListener("dragover", (event) => { event.preventDefault(); label.classList.add("itb-over"); });
  label.addEventListener("dragleave", () => label.classList.remove("itb-over"));
  label.addEventListener("drop", (event) => {
    event.preventDefault();
    label.classList.remove("itb-over");
    send(event.dataTransfer.files);
  });
}
export default { render };
