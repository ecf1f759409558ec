// 一个问题：one question of a form, read, written, hidden and marked wrong in the same way whatever its controls are.

export class Field {
  constructor(node) {
    this.node = node;
    this.name = node.dataset.field;
    this.kind = node.dataset.kind;
    this.startsToday = "today" in node.dataset;
    this.shownWhen = JSON.parse(node.dataset.shownWhen || "{}");
    this.controls = Array.from(node.querySelectorAll("input, select"));
    this.isRadio = this.controls[0].type === "radio";
    this.error = node.querySelector(".field-error");
    this.described = this.isRadio || this.kind === "month" ? [node] : this.controls;
    this.help = this.described[0].getAttribute("aria-describedby");
  }

  get isHidden() {
    return this.node.hidden;
  }

  set isHidden(hidden) {
    this.node.hidden = hidden;
  }

  /** What was filled in, as text; "" when nothing was, or only half of a month. */
  read() {
    if (this.isRadio) return (this.controls.find((control) => control.checked) || { value: "" }).value;
    const parts = this.controls.map((control) => control.value.trim());
    return parts.includes("") ? "" : parts.join("-");
  }

  write(text) {
    if (this.isRadio) this.controls.forEach((control) => (control.checked = control.value === text));
    else if (this.kind === "month") [this.controls[0].value, this.controls[1].value] = text ? text.split("-") : ["", ""];
    else this.controls[0].value = text;
  }

  /** Whether the answers to earlier questions make this one apply. */
  isNeeded(answers) {
    return Object.keys(this.shownWhen).every((name) => this.shownWhen[name].map(String).includes(answers[name]));
  }

  showError(text) {
    this.error.hidden = !text;
    this.error.textContent = text || "";
    this.controls.forEach((control) => {
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    });
    const ids = [this.help, text && this.error.id].filter(Boolean).join(" ");
    this.described.forEach((node) => (ids ? node.setAttribute("aria-describedby", ids) : node.removeAttribute("aria-describedby")));
  }

  focus() {
    (this.controls.find((control) => control.checked) || this.controls[0]).focus();
  }
}
