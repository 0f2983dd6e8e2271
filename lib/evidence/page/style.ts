import { createHash } from 'node:crypto'

/** Quiet surfaces, one accent, and hues that only verdicts have; light and dark, narrow, wide and on paper. */
const style = `
:root{color-scheme:light dark;--bg:#f9fafb;--card:#fff;--fg:#161b26;--soft:#5a6374;--line:#dfe3ea;--fill:#f0f2f6;--accent:#2f52c4;
--passed:#0a6b43;--passed-bg:#e2f5ea;--failed:#b3261e;--failed-bg:#fdeceb;--invalid:#7a5200;--invalid-bg:#fdf2d6}
@media (prefers-color-scheme:dark){:root{--bg:#0e1117;--card:#161a22;--fg:#e8ebf1;--soft:#a3acbb;--line:#2b313c;--fill:#20252f;--accent:#8fabff;
--passed:#7ddba8;--passed-bg:#123524;--failed:#ff9f97;--failed-bg:#47191a;--invalid:#f0c465;--invalid-bg:#3d2e0b}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word}
main,header,footer{max-width:68rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.75rem;padding-bottom:.25rem}
h1,.said{overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:.15rem 0 .35rem;letter-spacing:-.01em}
h2{font-size:1rem;margin:0 0 .6rem}
h3{font-size:.8125rem;font-weight:600;margin:1rem 0 .4rem;color:var(--soft)}
p{margin:.35rem 0}
a{color:var(--accent)}
.mark,.soft{color:var(--soft);font-size:.8125rem}
.mark{margin:0}
section,article{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.1rem;margin:1rem 0}
.verdict{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center}
.verdict p{flex:1 1 24rem;margin:0}
.badge{display:inline-block;white-space:nowrap;border-radius:1rem;padding:.1rem .65rem;font-size:.8125rem;font-weight:600;background:var(--fill);color:var(--fg)}
.passed{background:var(--passed-bg);color:var(--passed)}
.failed{background:var(--failed-bg);color:var(--failed)}
.invalid{background:var(--invalid-bg);color:var(--invalid)}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1rem 1.5rem}
.said{font-size:1.0625rem;font-weight:500;margin:.1rem 0 .5rem}
.wave{display:block;width:100%;height:3.5rem;background:var(--fill);border-radius:.35rem;margin:.5rem 0 .35rem}
.wave path{fill:var(--accent)}
.wave .speech{fill:var(--accent);opacity:.13}
audio{display:block;width:100%;height:2.5rem}
.words{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem .3rem;padding:0;margin:.4rem 0}
.words li{border-radius:.25rem;padding:.05rem .3rem;background:var(--fill)}
.words .off{background:var(--failed-bg);color:var(--failed)}
.scroll{overflow-x:auto}
.scroll table{min-width:38rem}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--soft);font-weight:500;font-size:.8125rem}
tbody th{font-weight:500}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr>:last-child{padding-right:0}
.timeline{display:block}
.timeline text{font:.6875rem/1 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--fg)}
.timeline .lane-name{fill:var(--soft)}
.timeline .turn-name{font-weight:600}
.timeline rect{fill:var(--fill);stroke:var(--line)}
.timeline .bar-reply,.timeline .bar-filler,.timeline .bar-response{stroke:var(--accent)}
.timeline .bar-heard,.timeline .bar-filler,.timeline .bar-dead_air{stroke-dasharray:3 2}
.timeline .wrong{fill:var(--failed-bg);stroke:var(--failed)}
.timeline .not-to-scale{fill:var(--bg);stroke-dasharray:2 3}
.timeline .outline{fill:var(--accent)}
.timeline .lane-edge{stroke:var(--line)}
.timeline .turn-at{stroke:var(--soft);fill:none}
.timeline .mark-at{stroke:var(--fg);fill:none;stroke-width:1.25}
ul.facts{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem;padding:0;margin:.4rem 0;font-size:.8125rem}
ul.facts li{background:var(--fill);border-radius:.25rem;padding:.05rem .4rem}
details{border-top:1px solid var(--line)}
details:first-of-type{border-top:0}
summary{cursor:pointer;padding:.45rem 0;font-size:.875rem}
summary:focus-visible,a:focus-visible,pre:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
pre{background:var(--fill);border-radius:.35rem;padding:.75rem;overflow:auto;max-height:28rem;font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;margin:.25rem 0 .75rem}
code,.mono{font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
.hash{word-break:break-all}
.note{border-left:3px solid var(--invalid);padding:.1rem 0 .1rem .75rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{padding-bottom:2.5rem}
@media (max-width:36rem){section,article{padding:.85rem .8rem}}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--fg:#000;--soft:#444;--line:#bbb;--fill:#eee;--accent:#2f52c4;
--passed:#0a6b43;--passed-bg:#fff;--failed:#b3261e;--failed-bg:#fff;--invalid:#7a5200;--invalid-bg:#fff}
body{font-size:11pt}audio{display:none}pre{max-height:none;white-space:pre-wrap}section,article{break-inside:avoid-page;padding:.6rem 0;border-width:1px 0 0;border-radius:0}}
`

const hash = createHash('sha256').update(style).digest('base64')

/** What a page needs in its head. Nothing may be loaded or run but this style and the recordings beside the page. */
export const pageStyle = {
  css: style,
  policy: `default-src 'none'; style-src 'sha256-${hash}'; media-src data: 'self' file:; base-uri 'none'; form-action 'none'`,
}
