// A button and an area to drop files on. Sends their bytes; files that are too large never leave the browser.

// Return the dropped files; of a dropped folder, the files directly inside it.
async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  const found = await Promise.all(entries.map((entry) => (entry.isDirectory ? entriesOf(entry) : [entry])));
  const files = found.flat().filter((entry) => entry.isFile);
  return Promise.all(files.map((entry) => new Promise((done, fail) => entry.file(done, fail))));
}

// Browsers return up to a hundred entries per call, and an empty list at the end.
async function entriesOf(folder) {
  const reader = folder.createReader(), found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    found.push(...some);
  }
}

export function render({ model, el }) {
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
  const accepted = (files) => [...files].filter((file) => kinds.some((kind) => file.name.toLowerCase().endsWith(kind)));
  if (model.get("folder")) el.append(folderButton(sendAccepted));

  function refuse(problem) {
    model.set("problem", "");
    model.set("problem", problem);
    model.save_changes();
  }

  function sendAccepted(files) {
    const some = accepted(files);
    if (files.length && !some.length) refuse(`The folder has no file that ends in ${kinds.join(", ")}.`);
    return send(some);
  }

  async function send(chosen) {
    const files = [...chosen];
    input.value = ""; // so that the same file can be chosen again
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (!files.length) return;
    if (size > model.get("max_bytes")) {
      const large = files.some((file) => file.size > model.get("max_in_zip"));
      refuse(model.get("too_large")[+large].replace("SIZE", `${Math.ceil(size / 1e5) / 10} MB`));
      return;
    }
    const read = await Promise.all(files.map(async (file) => (
      { name: file.name, data: new DataView(await file.arrayBuffer()) })));
    model.set("files", read);
    model.save_changes();
  }
  input.addEventListener("change", () => send(input.files));
  label.addEventListener("dragover", (event) => { event.preventDefault(); label.classList.add("itb-over"); });
  label.addEventListener("dragleave", () => label.classList.remove("itb-over"));
  label.addEventListener("drop", (event) => {
    event.preventDefault();
    label.classList.remove("itb-over");
    droppedFiles(event.dataTransfer).then((files) => (files.length > 1 ? sendAccepted(files) : send(files)))
      .catch(() => refuse("The dropped items cannot be read. Choose the files instead."));
  });
}

// Browsers open a dialogue for files or for a folder, never for both.
function folderButton(onFiles) {
  const input = document.createElement("input"), button = document.createElement("button");
  Object.assign(input, { type: "file", webkitdirectory: true, hidden: true });
  const atTop = (file) => file.webkitRelativePath.split("/").length < 3; // not in a folder inside the folder
  input.addEventListener("change", () => { onFiles([...input.files].filter(atTop)); input.value = ""; });
  Object.assign(button, { type: "button", className: "itb-folder", textContent: "or choose the folder" });
  button.addEventListener("click", () => input.click());
  button.append(input);
  return button;
}
