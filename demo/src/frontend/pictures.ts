// The goods, drawn: small flat SVG pictures, so that the shop needs no image files and looks sharp everywhere. They are decoration; the
// product's name stands beside each.
import { Html, html } from './html.ts';

const DRAWINGS: Readonly<Record<string, string>> = {
  scarf: `<path d="M66 50h22l8 46H72z" fill="#c8553d"/><path d="M50 54h22l-6 48H42z" fill="#e07a5f"/><path d="M49 66h22m-24 12h22m-24 12h23" stroke="#fbe3d9" stroke-width="4"/><path d="M44 102v7m7-7v7m7-7v7m6-7v7M74 96v7m7-7v7m7-7v7m6-7v7" stroke="#a63f2b" stroke-width="3"/><ellipse cx="62" cy="42" rx="32" ry="20" fill="#e07a5f"/><ellipse cx="62" cy="34" rx="20" ry="8" fill="#8f3322"/><path d="M32 48c10 14 50 14 60 0" stroke="#fbe3d9" stroke-width="4" fill="none"/>`,
  boots: `<path d="M36 28h22v44l22 10c6 3 8 6 8 12H36z" fill="#f2b134"/><path d="M34 90h56v8H34z" fill="#8a5a12"/><path d="M34 28h26v10H34z" fill="#d9961a"/><path d="M42 48v26" stroke="#ffd980" stroke-width="5"/>`,
  bag: `<path d="M32 50h56l5 50H27z" fill="#5b8e7d"/><path d="M44 58V42c0-22 32-22 32 0v16" fill="none" stroke="#335c4f" stroke-width="5"/><path d="M44 72h32v16H44z" fill="#79ab9a"/><circle cx="60" cy="80" r="2.5" fill="#335c4f"/>`,
  hat: `<ellipse cx="60" cy="80" rx="46" ry="13" fill="#e9c46a"/><path d="M36 78c0-52 48-52 48 0-12 7-36 7-48 0z" fill="#f1d48a"/><path d="M36 70c14 7 34 7 48 0l1 9c-16 7-34 7-50 0z" fill="#c8553d"/><path d="M44 56c10 4 22 4 32 0M48 46c8 3 16 3 24 0" stroke="#d4aa48" stroke-width="2.5" fill="none"/>`,
  mug: `<path d="M76 52h10c16 0 16 30 0 30H76" fill="none" stroke="#3d5a80" stroke-width="7"/><path d="M32 42h46v44c0 8-6 14-14 14H46c-8 0-14-6-14-14z" fill="#4f77a8"/><path d="M32 42h46v14H32z" fill="#98b8dc"/><path d="M44 34c-5-6 5-8 0-15m12 15c-5-6 5-8 0-15" stroke="#a9b4c2" stroke-width="3" fill="none"/>`,
  lamp: `<path d="M40 98h40v6H40z" fill="#5c4742"/><path d="M58 98L42 64l30-26" fill="none" stroke="#7d6660" stroke-width="5"/><path d="M62 30l26-10 12 30-30 2z" fill="#c8553d"/><path d="M70 52l30-2 8 22-28 6z" fill="#ffe08a" opacity=".75"/><circle cx="42" cy="64" r="5" fill="#5c4742"/>`,
  clock: `<circle cx="60" cy="62" r="40" fill="#a9744a"/><circle cx="60" cy="62" r="32" fill="#fdf6ec"/><path d="M60 62V40m0 22l16 8" stroke="#4a3426" stroke-width="4"/><path d="M60 34v4m0 48v4M32 62h4m48 0h4" stroke="#a9744a" stroke-width="3"/><circle cx="60" cy="62" r="3.5" fill="#c8553d"/>`,
  plant: `<path d="M60 72C48 62 30 64 26 46c18-2 30 8 34 22 0-18 4-34 20-42 6 18-4 34-16 44 8-10 20-14 32-8-6 14-20 18-34 12z" fill="#5f9c59"/><path d="M60 76V52M60 74L38 54m24 20l18-28" stroke="#3d6f3a" stroke-width="2.5"/><path d="M40 74h40l-6 30H46z" fill="#c97b4a"/><path d="M37 72h46v8H37z" fill="#a96035"/>`,
  kettle: `<path d="M36 60c0-12 10-20 24-20s24 8 24 20l4 32c0 6-4 8-8 8H40c-4 0-8-2-8-8z" fill="#4d8f92"/><path d="M84 66l20-16 4 6-20 26z" fill="#3b7376"/><path d="M40 46c0-34 40-34 40 0" fill="none" stroke="#33474a" stroke-width="5"/><circle cx="60" cy="37" r="5" fill="#33474a"/><path d="M44 62c2-8 6-11 12-12" stroke="#a4d0d2" stroke-width="4" fill="none"/>`,
  knife: `<path d="M22 88L84 22c8 14 4 28-10 38L46 84z" fill="#c7cfd6"/><path d="M22 88L84 22c3 6 4 11 3 16L40 86z" fill="#e6ebef"/><path d="M46 74l10 10-16 18c-4 4-8 4-12 0s-4-8 0-12z" fill="#7a4e2d"/><circle cx="38" cy="92" r="2.5" fill="#e9d2b8"/><circle cx="46" cy="84" r="2.5" fill="#e9d2b8"/>`,
  notebook: `<path d="M36 22h48c4 0 6 2 6 6v68c0 4-2 6-6 6H36z" fill="#6d597a"/><path d="M36 22h10v80H36c-3 0-5-2-5-5V27c0-3 2-5 5-5z" fill="#4f3f5a"/><path d="M56 40h24v18H56z" fill="#f4ead5"/><path d="M60 46h16m-16 6h11" stroke="#6d597a" stroke-width="2.5"/><path d="M78 22v80" stroke="#e07a5f" stroke-width="3"/>`,
  pen: `<path d="M84 20l16 16-46 50-20 8 6-22z" fill="#264653"/><path d="M40 72l14 14-20 8z" fill="#e9c46a"/><path d="M34 94l12-14" stroke="#264653" stroke-width="2"/><path d="M76 29l16 16" stroke="#e9c46a" stroke-width="4"/><path d="M24 102c18-8 34 6 64-2" stroke="#4f77a8" stroke-width="3" fill="none"/>`,
};

/** A drawing by name; an empty frame when there is none of that name. */
export function picture(name: string): Html {
  const drawing = new Html(DRAWINGS[name] ?? '');
  return html`<svg class="picture" viewBox="0 0 120 120" aria-hidden="true" focusable="false">${drawing}</svg>`;
}
