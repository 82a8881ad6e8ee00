// The pages that are looked at: backbones of several shapes, and pages that are bad on purpose.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageText } from '../../lib/report/page/frame';
import { html } from '../../lib/report/page/html';
import type { Judged } from '../../lib/report/page/judged';
import { reportPage } from '../../lib/report/page/report-page';
import type { Backbone } from '../../lib/routing/backbone';
import { runChecks } from '../../lib/verify/checks/run';
import { sortFindings } from '../../lib/verify/findings';
import { aBackbone, aPeering, aSite } from '../../test/support/backbones';
import { hybridExample } from '../../test/support/hybrid';
import { judging } from '../../test/support/judging';
import { judgedBackbone } from '../../test/support/pages';

export type PageName = 'hybrid' | 'broken' | 'ring' | 'large' | 'harmful' | 'requesting' | 'failing' | 'unreadable';

const FLOW_CODES = /^verify-(no-path|dead-link|blackhole|loop|flow-unknown|single-point|baseline-loses|loss-accepted)/;

/** With what is found of flows; of templates there are none. */
function judged(backbone: Backbone): Judged {
  const found = runChecks(judging(backbone)).filter(({ code }) => FLOW_CODES.test(code));
  return judgedBackbone(backbone, sortFindings(found));
}

export const HYBRID = judged(hybridExample());

/** The hybrid example without one of its Direct Connect links and one peering. */
function broken(): Judged {
  const hybrid = hybridExample();
  return judged({ ...hybrid, links: hybrid.links.filter(({ name }) => name !== 'ord-pdx-dx' && name !== 'iad-cmh') });
}

function ring(count: number): Judged {
  const sites = Array.from({ length: count }, (_, i) => aSite(i));
  return judgedBackbone(
    aBackbone(
      sites,
      sites.map((_, i) => aPeering(i, (i + 1) % count)),
    ),
  );
}

/** More flows and failures than a matrix has room for. */
function large(): Judged {
  const sites = Array.from({ length: 20 }, (_, i) => aSite(i));
  const links = [1, 3, 7].flatMap((stride) =>
    sites.map((_, i) => aPeering(i, (i + stride) % 20, 5 + ((i * 7 + stride) % 16), [`duct-${i % 9}`])),
  );
  return judgedBackbone(aBackbone(sites, links));
}

const HARM = '"><img src="http://127.0.0.1:9/x" onerror="document.title=1"><script>document.title=1</script>';

/** The hybrid example with names that would act and ask, if they were markup. */
function harmful(): Judged {
  const name = (old: string) => `${old}${HARM}`;
  const { sites, links, flows, ...rest } = hybridExample();
  return judgedBackbone({
    ...rest,
    name: name('acme'),
    sites: sites.map((site) => ({ ...site, name: name(site.name) })),
    links: links.map((link) => ({
      ...link,
      name: name(link.name),
      between: [name(link.between[0]), name(link.between[1])] as const,
      sharedRisks: link.sharedRisks.map(name),
    })),
    flows: flows.map((flow) => ({ ...flow, from: name(flow.from), to: name(flow.to) })),
  });
}

function bad(body: ReturnType<typeof html>, code = '', styles = ''): string {
  return pageText({ title: 'bad', generator: 'tests', styles, script: { code, data: {} }, body });
}

const PAGES: Readonly<Record<PageName, () => string>> = {
  hybrid: () => reportPage(HYBRID),
  broken: () => reportPage(broken()),
  ring: () => reportPage(ring(12)),
  large: () => reportPage(large()),
  harmful: () => reportPage(harmful()),
  requesting: () => bad(html`<main><h1>asks</h1></main>`, 'location.href = "http://127.0.0.1:9/";'),
  failing: () => bad(html`<main><h1>fails</h1></main>`, 'throw new Error("on purpose");'),
  unreadable: () =>
    bad(html`<main><h1>faint</h1><p>faint</p></main>`, '', 'p { color: #bbbbbb; background: #ffffff; }'),
};

/** Writes all of them into a folder; gives their files. */
export function writePages(folder: string): Readonly<Record<PageName, string>> {
  const files = Object.entries(PAGES).map(([name, make]) => {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, make());
    return [name, file];
  });
  return Object.fromEntries(files) as Readonly<Record<PageName, string>>;
}
