// Decides the chart: for each runtime, how many times as long createHmac takes as ours, by size. Readable on light and on dark pages.

const WIDTH = 760;
const HEIGHT = 440;
const PLOT = { left: 88, right: 736, top: 112, bottom: 376 };
/** Colours that the colour-blind can tell apart, for light and for dark, and a mark for each besides. */
const SERIES = [
  { light: "#0072b2", dark: "#56b4e9", mark: (x, y) => `<circle cx="${x}" cy="${y}" r="4"/>` },
  { light: "#b34700", dark: "#f0883e", mark: (x, y) => `<path d="M${x - 4} ${y - 4}h8v8h-8z"/>` },
  { light: "#00735c", dark: "#2ec4a0", mark: (x, y) => `<path d="M${x} ${y - 5}l5 9h-10z"/>` },
  { light: "#a3387a", dark: "#e39ac4", mark: (x, y) => `<path d="M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"/>` },
  { light: "#6b5b00", dark: "#e6c84f", mark: (x, y) => `<path d="M${x} ${y + 5}l5 -9h-10z"/>` },
];

/** An SVG of lines: `sizes` are the labels of the x axis, each line `{ title, ratios }`. */
export function chart(sizes, lines) {
  if (lines.length > SERIES.length) throw new Error(`the chart has ${SERIES.length} colours, not ${lines.length}`);
  const ratios = lines.flatMap((line) => line.ratios);
  const lowest = Math.floor(Math.log2(Math.min(0.5, ...ratios)));
  const highest = Math.ceil(Math.log2(Math.max(2, ...ratios)));
  const x = (at) => round(PLOT.left + 36 + (at * (PLOT.right - PLOT.left - 72)) / (sizes.length - 1));
  const y = (ratio) => round(PLOT.bottom - ((Math.log2(ratio) - lowest) * (PLOT.bottom - PLOT.top)) / (highest - lowest));

  const parts = [];
  for (let power = lowest; power <= highest; power++) {
    const height = y(2 ** power);
    parts.push(`<path class="${power === 0 ? "even" : "grid"}" d="M${PLOT.left} ${height}H${PLOT.right}"/>`);
    parts.push(`<text x="${PLOT.left - 10}" y="${height + 4}" text-anchor="end">${power < 0 ? `1/${2 ** -power}` : 2 ** power}×</text>`);
  }
  sizes.forEach((size, at) => parts.push(`<text x="${x(at)}" y="${PLOT.bottom + 22}" text-anchor="middle">${size}</text>`));
  const middle = (PLOT.top + PLOT.bottom) / 2;
  parts.push(`<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 48}" text-anchor="middle">size of the body</text>`);
  parts.push(`<text x="34" y="${middle}" text-anchor="middle" transform="rotate(-90 34 ${middle})">createHmac's time ÷ countersign's</text>`);

  lines.forEach(({ title, ratios }, at) => {
    const points = ratios.map((ratio, column) => [x(column), y(ratio)]);
    const left = PLOT.left + widths(lines.slice(0, at));
    parts.push(`<g class="s${at}"><path class="line" d="M${points.map((point) => point.join(" ")).join("L")}"/>`);
    parts.push(...points.map(([px, py]) => SERIES[at].mark(px, py)));
    parts.push(`<path class="line" d="M${left} 84h26"/>${SERIES[at].mark(left + 13, 84)}</g><text x="${left + 32}" y="88">${title}</text>`);
  });

  const colours = (scheme) => SERIES.map((series, at) => `.s${at}{fill:${series[scheme]};stroke:${series[scheme]}}`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title what">
<title id="title">countersign beside createHmac and timingSafeEqual</title>
<desc id="what">${lines.map(({ title, ratios }) => `${title}: ${ratios.map((ratio, at) => `${ratio.toFixed(2)} at ${sizes[at]}`).join(", ")}`).join(". ")}.</desc>
<style>
text{font:13px system-ui,sans-serif;fill:#424a53}.h{font-size:18px;font-weight:600;fill:#1f2328}.card{fill:#fff;stroke:#d1d9e0}
.grid{stroke:#e1e5ea}.even{stroke:#59636e;stroke-width:1.5}.line{fill:none;stroke-width:2}${colours("light")}
@media(prefers-color-scheme:dark){text{fill:#b3bac2}.h{fill:#f0f6fc}.card{fill:#0d1117;stroke:#3d444d}.grid{stroke:#262c36}.even{stroke:#9198a1}${colours("dark")}}
</style>
<rect class="card" x=".5" y=".5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="8"/>
<text class="h" x="24" y="34">countersign beside createHmac + timingSafeEqual</text>
<text x="24" y="56">Standard Webhooks, signature only, medians. Above 1× countersign is faster, below it createHmac</text>
${parts.join("\n")}
</svg>
`;
}

/** What the legend of some lines takes, as wide as text of this size may be. */
const widths = (lines) => lines.reduce((sum, { title }) => sum + 52 + title.length * 7.2, 0);
const round = (number) => Math.round(number * 10) / 10;
