// Checks the page's modules and their tests: `make check`.
import js from "@eslint/js";
import globals from "globals";

const SETS_WINDOW = "AssignmentExpression > MemberExpression.left[object.name='window']";

export default [
  { ignores: ["**/node_modules/**", "assets/vendor/**", "**/.venv*/**"] },
  js.configs.recommended,
  {
    files: ["assets/**/*.mjs"],
    languageOptions: { globals: globals.browser },
    rules: {
      "eqeqeq": "error",
      "no-restricted-syntax": [
        "error",
        { selector: SETS_WINDOW, message: "Only page/dash.mjs sets properties of window." },
        { selector: "MemberExpression[computed=false][property.name=/^_[a-zA-Z]/]", message: "Only plot/plotly.mjs reads private parts." },
      ],
      "no-shadow": ["error", { builtinGlobals: false }],
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["assets/page/dash.mjs", "assets/plot/plotly.mjs"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["frontend/*.js", "tests/js/**/*.mjs", "tests/browser/**/*.js"],
    languageOptions: { globals: { ...globals.node, ...globals.browser, gcd: "readonly" } },
  },
];
