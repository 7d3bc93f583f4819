/** Where the API is: written beside the page when it is deployed. */

type Config = { api: string };

export async function loadConfig(): Promise<Config> {
  const response = await fetch("./config.json", { cache: "no-cache" });
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  const config: Partial<Config> = await response.json();
  if (!config.api) throw new Error("config.json names no api");
  return { api: config.api.replace(/\/$/, "") };
}
