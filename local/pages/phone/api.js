// The simulator's own interface, as the page uses it.

async function answered(answer) {
  const result = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(result.detail);
  return result;
}

/** GET, or POST where there is a body. Throws an Error with the simulator's sentence. */
export async function call(path, body) {
  const request = body && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  return answered(await fetch(`../${path}`, request));
}

/** Hand a file to the simulator; answers how messages name it: {id, kind, mime_type, name}. */
export async function upload(file) {
  const name = encodeURIComponent(file.name ?? "");
  const type = (file.type || "application/octet-stream").split(";")[0];
  const request = { method: "POST", headers: { "Content-Type": type }, body: file };
  return answered(await fetch(`../media?name=${name}`, request));
}

/** Where an uploaded file is shown from. */
export const mediaUrl = (id) => `../media/${id}`;
