// Every rule of html-validate holds for our pages; four are told which valid form we mean.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // Case means nothing here; the standard's own examples write it small.
    "doctype-style": ["error", { style: "lowercase" }],
    // What comes from the page's own host needs no checksum; from another host nothing may come at all.
    "require-sri": ["error", { target: "crossorigin" }],
    // The style sheet keeps a telephone number on one line, so its hyphens can stay what readers copy.
    "tel-non-breaking": ["error", { ignoreClasses: ["phone"] }],
    // MkDocs numbers Chinese headings _1, _2; the standard asks of an id only that it have no space.
    "valid-id": ["error", { relaxed: true }],
  },
};
