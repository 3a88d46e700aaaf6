"""The look of the report page and of the annotated page: one accent, much white, paper first."""

BASE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b232d; --soft: #566270; --line: #d5dbe2; --wash: #f5f7f9;
  --accent: #1c4f82; --error: #a3202c; --error-wash: #fcf0f0; --warning: #805300; --warning-wash: #fdf6e7;
  --info: #33617f; --info-wash: #eef5f9; --good: #2b6a43; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181d; --ink: #e4e8ec; --soft: #a2adb8; --line: #39424c; --wash: #1c2229;
  --accent: #8dbcec; --error: #f29a9f; --error-wash: #33191c; --warning: #e6bd6c; --warning-wash: #2f2612;
  --info: #9cc8e6; --info-wash: #17262f; --good: #8fcca6; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 2.2rem 1.5rem 4rem; max-width: 66rem; background: var(--paper); color: var(--ink);
  font: 15px/1.7 "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
  system-ui, sans-serif; overflow-wrap: anywhere; line-break: strict; font-variant-numeric: tabular-nums; }
h1, h2, h3, h4, p, dl, dd, ul, ol { margin: 0; padding: 0; }
h1, h2 { font-family: "Songti SC", "STSong", SimSun, "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", serif; }
h1 { font-size: 1.75rem; line-height: 1.35; letter-spacing: .02em; }
h2 { font-size: 1.3rem; line-height: 1.4; }
h3 { font-size: 1rem; }
a { color: var(--accent); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { border-bottom: 1.5px solid var(--ink); font-size: .87rem; font-weight: 600; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
.soft { color: var(--soft); }
.error { --tone: var(--error); --tone-wash: var(--error-wash); }
.warning { --tone: var(--warning); --tone-wash: var(--warning-wash); }
.info { --tone: var(--info); --tone-wash: var(--info-wash); }
.tag { display: inline-block; padding: 0 .5em; border: 1px solid var(--tone); border-radius: 2px; color: var(--tone);
  font-size: .82rem; line-height: 1.5; white-space: nowrap; }
.rule { font-variant-numeric: tabular-nums; color: var(--soft); white-space: nowrap; }
details > summary { cursor: pointer; color: var(--accent); }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; }
@page { size: A4; margin: 16mm 15mm 18mm; }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --wash: #fff; --accent: #000; --error: #8c1520; --warning: #6b4500;
    --info: #1f4a66; --good: #1f5634; --error-wash: #fff; --warning-wash: #fff; --info-wash: #fff; color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.55; }
  a { color: inherit; }
  details::details-content { content-visibility: visible; block-size: auto; }
  details > summary { list-style: none; color: inherit; }
  details > summary::-webkit-details-marker { display: none; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tr { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
}
"""

REPORT = """
.masthead { padding-bottom: 1rem; border-bottom: 3px double var(--accent); }
.masthead .by { color: var(--accent); font-size: .9rem; letter-spacing: .12em; }
.masthead .of { color: var(--soft); margin-top: .3rem; }
.figures { display: flex; flex-wrap: wrap; gap: 0 2.6rem; margin: 1.2rem 0 .4rem; }
.figures div { min-width: 4.5rem; padding: .3rem 0; }
.figures dt { color: var(--soft); font-size: .85rem; }
.figures dd { font-size: 1.7rem; line-height: 1.25; font-weight: 600; color: var(--tone, var(--ink)); }
.overview h2 { margin: 2rem 0 .6rem; }
.overview .note { margin: .3rem 0 .2rem; color: var(--soft); font-size: .9rem; max-width: 48rem; }
.overview td:first-child { min-width: 12rem; }
.file { margin-top: 3rem; padding-bottom: .3rem; border-bottom: 1px solid var(--ink); color: var(--soft); font-size: .95rem; }
.form { margin-top: 1.8rem; padding-top: .2rem; }
.form + .form { margin-top: 3.2rem; }
.form > header .kind { color: var(--soft); font-size: .9rem; }
.verdict { margin-top: .5rem; }
.facts { display: grid; grid-template-columns: max-content 1fr max-content 1fr; gap: .15rem 1rem; margin: .9rem 0; font-size: .92rem; }
.facts dt { color: var(--soft); }
.facts .wide { grid-column: 2 / -1; }
.part { margin: 1.6rem 0 .6rem; padding-left: .6rem; border-left: 3px solid var(--accent); font-size: 1.02rem; line-height: 1.4; }
.finding { margin: .8rem 0; padding: .75rem 1rem .8rem; border: 1px solid var(--line); border-left: 3px solid var(--tone);
  border-radius: 2px; }
.finding h4 { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .6rem; font-size: 1rem; line-height: 1.5; }
.finding .where { color: var(--soft); font-size: .88rem; margin: .1rem 0 .45rem; }
.said { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; }
.said dt { color: var(--soft); }
.said .between { margin: 0 .6em 0 1.2em; }
.follow { margin-top: .5rem; font-size: .93rem; }
.follow ul { list-style: none; margin-top: .3rem; }
.follow li { padding: .3rem 0 .3rem .8rem; border-left: 1px solid var(--line); }
.scores { font-size: .92rem; }
.scores tr.wrong { background: var(--error-wash); }
.scores tr.wrong .claimed { color: var(--error); font-weight: 600; }
.scores tfoot td, .scores tfoot th { border-bottom: 0; border-top: 1.5px solid var(--ink); font-weight: 600; }
.scores tfoot .why { font-weight: 400; }
.scores .why { color: var(--soft); min-width: 16rem; }
.scores tbody th { font-weight: 400; min-width: 9rem; }
.grade { margin-top: .5rem; font-size: .92rem; }
.outcomes { display: flex; flex-wrap: wrap; gap: .2rem 2rem; }
.outcomes b { font-size: 1.15rem; margin-left: .35em; }
.bar { display: flex; height: 6px; margin: .5rem 0 .7rem; background: var(--line); }
.bar i { display: block; height: 100%; }
.bar .pass { background: var(--good); } .bar .fail { background: var(--error); }
.bar .open { background: var(--warning); } .bar .none { background: var(--line); }
.unchecked { font-size: .92rem; margin: .35rem 0; }
.unchecked ul { list-style: none; margin-top: .3rem; }
.unchecked li { padding: .28rem 0 .28rem .8rem; border-left: 1px solid var(--line); }
.up { margin-top: .8rem; font-size: .88rem; }
@media (max-width: 44rem) {
  body { padding: 1.3rem 1rem 3rem; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; }
  .figures { gap: 0 1.6rem; } .figures dd { font-size: 1.35rem; }
  .facts { grid-template-columns: max-content 1fr; } .facts .wide { grid-column: 2; }
  .finding { padding: .6rem .75rem; }
  .cards thead { display: none; }
  .cards, .cards tbody, .cards tfoot, .cards tr, .cards th, .cards td { display: block; width: auto; min-width: 0; }
  .cards tr { padding: .55rem 0; border-bottom: 1px solid var(--line); }
  .cards tr.wrong { padding: .55rem .5rem; }
  .cards th, .cards td { padding: .05rem 0; border: 0 !important; text-align: left; white-space: normal; min-width: 0 !important; }
  .cards tbody th, .cards tfoot th { font-weight: 600; }
  .cards td[data-label]::before { content: attr(data-label); display: inline-block; min-width: 5.5em; padding-right: .6em;
    color: var(--soft); font-weight: 400; }
  .cards td.small { display: inline-block; margin-right: 1.2em; } .cards td.small::before { min-width: 0; padding-right: .4em; }
  .cards td:empty { display: none; }
}
@media print {
  .form { break-before: auto; }
  .finding { break-inside: avoid; border-color: #bbb; }
  .up, .minor { display: none; }
  .form > header, .file { break-inside: avoid; break-after: avoid; }
  .finding { margin: .5rem 0; padding: .45rem .7rem; }
  .figures dd { font-size: 15pt; }
  .scores tr.wrong { background: none; }
  .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
