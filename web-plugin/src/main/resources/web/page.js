"use strict";

async function read(path) {
  const answer = await fetch(path);
  if (!answer.ok) {
    throw new Error((await answer.json()).detail);
  }
  return answer.json();
}

function fill(id, rows) {
  document.getElementById(id).replaceChildren(...rows.map((cells) => {
    const row = document.createElement("tr");
    row.append(...cells.map((text) => {
      const cell = document.createElement("td");
      cell.textContent = text;
      return cell;
    }));
    return row;
  }));
}

async function show() {
  const state = document.getElementById("state");
  try {
    const [wall, jobs] = await Promise.all([read("/api/v1/wall"), read("/api/v1/jobs?limit=50")]);
    fill("printers", wall.printers.map((p) => [p.name, p.model, p.trouble ? p.phase + " (trouble)" : p.phase, p.percent + " %"]));
    fill("jobs", jobs.reverse().map((j) => [j.id, j.printer, j.file, j.state, j.received]));
    state.textContent = wall.printers.length + " printers";
  } catch (e) {
    state.textContent = e.message;
  }
}

show();
setInterval(show, 5000);
