// A button and a place to drop files. Sends their bytes; what is too large never leaves the browser.

// The files of what was dropped; of a folder those that lie in it.
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  const found = await Promise.all(entries.map((entry) => (entry.isDirectory ? inside(entry) : [entry])));
  const files = found.flat().filter((entry) => entry.isFile);
  return Promise.all(files.map((entry) => new Promise((done, fail) => entry.file(done, fail))));
}

// Browsers tell a hundred entries at a time, and none when there are no more.
async function inside(folder) {
  const reader = folder.createReader(), found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    found.push(...some);
  }
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
  if (model.get("folder")) el.append(folderButton(sendWanted));

  function tell(wrong) {
    model.set("wrong", "");
    model.set("wrong", wrong);
    model.save_changes();
  }

  function sendWanted(files) {
    const some = wanted(files);
    if (files.length && !some.length) tell(`there is no file in it that ends in ${kinds.join(", ")}`);
    return send(some);
  }

  async function send(chosen) {
    const files = [...chosen];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (!files.length) return;
    if (size > model.get("most")) {
      tell(`these files have ${size.toLocaleString("en")} bytes; at most `
        + `${model.get("most").toLocaleString("en")} are taken: zip the folder`);
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
    dropped(event.dataTransfer).then((files) => (files.length > 1 ? sendWanted(files) : send(files)))
      .catch(() => tell("what was dropped cannot be read: choose the files instead"));
  });
}

// Browsers choose files or a folder, never both with one button.
function folderButton(take) {
  const input = document.createElement("input"), button = document.createElement("button");
  Object.assign(input, { type: "file", webkitdirectory: true, hidden: true });
  const here = (file) => file.webkitRelativePath.split("/").length < 3; // not what lies in a folder of the folder
  input.addEventListener("change", () => { take([...input.files].filter(here)); input.value = ""; });
  Object.assign(button, { type: "button", className: "itb-folder", textContent: "or choose the folder" });
  button.addEventListener("click", () => input.click());
  button.append(input);
  return button;
}
export default { render };
