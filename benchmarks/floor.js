// 手写的滞纳金：what one calculator would be as plain JavaScript, the least that a first answer can cost. Only a measure: it
// knows no facts, no sources, no cautions.
self.onmessage = ({ data }) => {
  if (data.folder) return;
  const { inputs, facts } = JSON.parse(data.payload);
  const days = Math.max(0, (Date.parse(inputs.paid_on) - Date.parse(inputs.due_on)) / 86400000);
  const fen = Math.round(Number(inputs.arrears) * 100 * days * Number(facts.late_fee_daily_rate.value));
  self.postMessage({ id: data.id, answer: JSON.stringify({ ok: true, days, fee: (fen / 100).toFixed(2) }) });
};
