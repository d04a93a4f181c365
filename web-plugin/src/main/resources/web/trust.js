// The farm's CA, which slicers have to know.

import { h } from "./nodes.js";
import { get, path } from "./api.js";
import { moment, t } from "./words.js";
import { facts, part, table } from "./pieces.js";

const FILE = "printfarm-ca.pem";

/** Each system, and how its script is run from the folder that browsers put it into. */
const SYSTEMS = [
  ["windows", "Windows", "powershell -ExecutionPolicy Bypass -File $HOME\\Downloads\\install-farm-ca.ps1"],
  ["macos", "macOS", "sudo sh ~/Downloads/install-farm-ca.sh"],
  ["linux", "Linux", "sudo sh ~/Downloads/install-farm-ca.sh"],
];

/** What doctor calls it when a slicer does not take the certificate. */
const REFUSALS = new Set(["CA_NOT_TRUSTED", "CA_FORGOTTEN", "CERTIFICATE_REFUSED", "CERTIFICATE_TIME", "WRONG_NAME"]);

export const trust = {
  name: "trust",
  verb: "certificates",
  inNav: true,
  title: () => t("trust"),

  async load(id, ui) {
    const [ca, told] = await Promise.all([get("certificates"), ui.may("doctor") ? get("doctor") : null]);
    return { ca, told };
  },

  draw({ ca, told }) {
    const refused = told?.clients.flatMap((client) => client.findings.filter((one) => REFUSALS.has(one.code))
      .map((one) => [client.address, h("a", { href: "#/" + path("printer", one.printer) }, one.printer), one.cause, one.mend]));
    return [
      h("p", {}, t("trust.why")),
      h("p", {}, h("a", { class: "button first", download: FILE, href: "data:application/x-pem-file," + encodeURIComponent(ca.pem) },
        t("trust.download"))),
      facts([[t("trust.sha"), h("code", {}, ca.sha256)], [t("trust.until"), moment(ca.notAfter)]]),
      part(t("trust.scripts"), h("p", {}, t("trust.scripts.how")), h("dl", { class: "lines" }, SYSTEMS.map(([os, name, line]) =>
        h("div", {}, h("dt", {}, h("a", { href: "/api/v1/ca/script?os=" + os }, t("trust.script", { name }))), h("dd", {}, h("code", {}, line)))))),
      refused && part(t("trust.refused"), table(t("trust.refused"), [t("event.peer"), t("jobs.printer"), t("trust.cause"), t("trust.mend")], refused)),
    ];
  },
};
