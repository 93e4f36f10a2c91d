// A button and a place to drop files. Sends their bytes; what is too large never leaves the browser.

// The files of what was dropped; of a folder those that lie in it.
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  const inside = (folder) => new Promise((done, fail) => folder.createReader().readEntries(done, fail));
  const found = await Promise.all(entries.map((entry) => (entry.isDirectory ? inside(entry) : [entry])));
  const files = found.flat().filter((entry) => entry.isFile);
  return Promise.all(files.map((entry) => new Promise((done, fail) => entry.file(done, fail))));
}

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
  const kinds = model.get("accept").split(",");
  const wanted = (files) => [...files].filter((file) => kinds.some((kind) => file.name.toLowerCase().endsWith(kind)));
  if (model.get("folder")) el.append(folderButton((files) => send(wanted(files))));

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
    dropped(event.dataTransfer).then((files) => send(files.length > 1 ? wanted(files) : files));
  });
}

// Browsers choose files or a folder, never both with one button.
function folderButton(take) {
  const input = document.createElement("input"), button = document.createElement("button");
  Object.assign(input, { type: "file", webkitdirectory: true, hidden: true });
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
  Object.assign(button, { type: "button", className: "itb-folder", textContent: "or choose the folder" });
  button.addEventListener("click", () => input.click());
  button.append(input);
  return button;
}
export default { render };
