/** Says which survey is the sample, and removes it. */
import { deleteSurvey } from "./delete-survey.js";
import { action, h } from "./html.js";
import { t } from "./words.js";

export function sampleNotice(sample, can, go) {
  const remove = async () => {
    if (await deleteSurvey(sample)) go("/");
  };
  return h("aside", { class: "card notice bar" },
    h("p", {}, h("b", {}, `${t("sampleData")}: `), t("sampleText")),
    can("EDITOR") && action(`${t("removeSample")}…`, remove, { class: "end" }));
}
