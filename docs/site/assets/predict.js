// A lesson shows its results after the reader has chosen an option. Without scripts everything is visible.
function askFirst() {
  const box = document.getElementById("prediction");
  if (!box || box.childElementCount) return;
  const later = [];
  for (let one = box.nextElementSibling; one; one = one.nextElementSibling) later.push(one);
  let list = box.previousElementSibling;
  while (list && list.tagName !== "UL") list = list.previousElementSibling;
  const letters = [...(list?.querySelectorAll("li") ?? [])].map((item) => item.textContent.trim()[0]);
  const form = document.createElement("form");
  form.innerHTML = `<p><strong>Your prediction</strong></p>${letters.map((letter) =>
    `<label><input type="radio" name="prediction" value="${letter}"> ${letter})</label>`).join("")}
    <p><button disabled>Show the result</button></p>`;
  const hide = (on) => later.forEach((one) => one.classList.toggle("prediction-hidden", on));
  form.addEventListener("change", () => { form.querySelector("button").disabled = false; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(form).get("prediction"), found = box.dataset.answer;
    form.querySelector("p:last-child").textContent = chosen === found
      ? `You predicted ${chosen}, and so does the run below. Was it for the reason that the lesson gives?`
      : `You predicted ${chosen}; the run below supports ${found}. What did you expect to happen that did not?`;
    form.querySelectorAll("input").forEach((one) => { one.disabled = true; });
    hide(false);
  });
  box.append(form);
  hide(true);
}
document.addEventListener("DOMContentLoaded", askFirst);
