// Draws each chart from the data beside it. Without scripts the table stands open and says the same.
"use strict";
(() => {
  const drawn = new Map();
  const PAPER = 660; // pixels across a printed A4 page between its margins, less the frame of a panel
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const axes = (data, room, ink, line) => {
    // A few labels all stand there, in lines of their own width; of many only those that have room.
    const label = data.labels.length > 8 ? { hideOverlap: true } : { interval: 0, width: room / data.labels.length - 4, overflow: "break" };
    const names = { type: "category", data: data.labels, axisLabel: { color: ink, ...label }, axisLine: { lineStyle: { color: line } } };
    const values = { type: "value", axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } };
    if (!data.lies) return { xAxis: names, yAxis: values };
    Object.assign(names, { inverse: true });
    Object.assign(names.axisLabel, { width: Math.min(240, window.innerWidth * 0.45), overflow: "truncate", hideOverlap: false });
    return { xAxis: values, yAxis: names };
  };

  const options = (data, room) => {
    const ink = token("--pl-ink-soft");
    const line = token("--pl-line");
    return {
      animation: !calm(),
      color: [token("--pl-accent"), token("--pl-good"), token("--pl-warn"), token("--pl-bad"), ink],
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
      grid: { left: 8, right: 16, top: data.series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
      // The plain tooltip is drawn as HTML with inline styles, which the site's policy forbids.
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" } },
      legend: data.series.length > 1 ? { top: 0, textStyle: { color: ink } } : undefined,
      ...axes(data, room, ink, line),
      series: data.series.map((each) => ({
        name: each.name,
        type: each.shape,
        data: each.values,
        barMaxWidth: 36,
        connectNulls: false,
      })),
    };
  };

  const draw = (place) => {
    const source = document.getElementById(place.dataset.chart);
    if (!source || !window.echarts) return;
    const data = JSON.parse(source.textContent);
    const table = place.parentElement.querySelector(".chart-table");
    if (!drawn.has(place)) {
      place.hidden = false;
      if (data.lies) place.style.height = `${Math.max(8, 3 + 1.75 * data.labels.length)}rem`;
      if (table) table.open = false;
      const chart = window.echarts.init(place);
      chart.on("click", (event) => {
        const link = data.links[event.dataIndex];
        if (link) window.location.assign(link);
      });
      drawn.set(place, chart);
    }
    drawn.get(place).setOption(options(data, place.clientWidth - 60), true);
  };

  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("DOMContentLoaded", drawAll);
  document.addEventListener("htmx:afterSettle", drawAll);
  window.addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
  // A printed page carries the figures: every table is open on paper.
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll(".chart-table").forEach((table) => (table.open = true));
    drawn.forEach((chart, place) => chart.resize({ width: Math.min(place.clientWidth, PAPER) }));
  });
  window.addEventListener("afterprint", () => drawn.forEach((chart) => chart.resize({ width: "auto" })));
  new MutationObserver(drawAll).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
})();
