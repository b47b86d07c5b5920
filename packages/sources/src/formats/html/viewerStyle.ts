// How a standalone file looks, in the light and in the dark.

export const VIEWER_STYLE = `:root { color-scheme: light dark; --line: #d0d4da; --quiet: #5b6470; --chosen: #dbe8fd; --match: #fff2bf; --bad: #c4162a; --page: #fff; }
@media (prefers-color-scheme: dark) { :root { --line: #34383e; --quiet: #a2a9b4; --chosen: #1f3358; --match: #4a3f12; --bad: #ff7383; --page: #181b1f; } }
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; display: flex; flex-direction: column; font: 13px/1.5 system-ui, sans-serif; background: var(--page); }
header { padding: 12px 16px; border-bottom: 1px solid var(--line); }
h1 { font-size: 18px; margin: 0; overflow-wrap: anywhere; }
#facts { color: var(--quiet); font-variant-numeric: tabular-nums; }
#coverage { color: var(--bad); }
#tools { display: flex; gap: 8px; align-items: center; margin-top: 8px; flex-wrap: wrap; }
#search { width: 280px; }
#keys { color: var(--quiet); margin-left: auto; }
#axis { position: relative; height: 20px; margin: 0 60px 0 40%; color: var(--quiet); font-size: 11px; }
.tick { position: absolute; transform: translateX(-50%); white-space: nowrap; }
main { flex: 1; display: flex; min-height: 0; }
#view { flex: 1; min-width: 0; display: flex; flex-direction: column; }
#rows { flex: 1; overflow: auto; }
#rows:focus-visible { outline: 2px solid #3871dc; outline-offset: -2px; }
#canvas { position: relative; }
.row { position: absolute; left: 0; right: 0; height: 24px; display: flex; align-items: center; cursor: default; }
.row:hover { background: color-mix(in srgb, var(--chosen) 50%, transparent); }
.match { background: var(--match); }
.selected, .selected:hover { background: var(--chosen); }
.name { width: 40%; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.twisty { display: inline-block; width: 16px; text-align: center; }
.service { border-left: 4px solid; padding-left: 4px; margin-right: 6px; font-weight: 600; unicode-bidi: isolate; }
.operation { unicode-bidi: isolate; }
.error { color: var(--bad); margin-left: 6px; }
.track { position: relative; flex: 1; height: 100%; margin-right: 60px; }
.bar { position: absolute; top: 6px; height: 12px; min-width: 2px; border-radius: 2px; }
.failed { outline: 2px solid var(--bad); }
.time { position: absolute; left: calc(100% + 4px); color: var(--quiet); line-height: 24px; white-space: nowrap; font-variant-numeric: tabular-nums; }
#details { width: 420px; max-width: 50%; overflow: auto; border-left: 1px solid var(--line); padding: 12px; }
#details h2 { font-size: 15px; margin: 0 0 8px; overflow-wrap: anywhere; }
.close { float: right; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin-bottom: 12px; }
caption { text-align: left; font-weight: 600; }
th, td { text-align: left; vertical-align: top; font-weight: 400; border-top: 1px solid var(--line); padding: 2px 4px; overflow-wrap: anywhere; white-space: pre-wrap; }
th { width: 40%; color: var(--quiet); }
`;

/** SHA-256 in base64, as of the script. */
export const VIEWER_STYLE_HASH = 'w/kfaoJOEVaT5w/5QS65u0Y9hymISQeaH1A25jSaNUg=';
