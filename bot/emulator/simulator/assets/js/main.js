import { Api } from "./api.js";
import { Desk } from "./desk.js";
import { Timeline } from "./timeline.js";

const api = new Api(new URL("api/", document.baseURI));
const timeline = new Timeline(api, {
  onConnection: (connected) => desk.showConnection(connected),
  onReset: () => desk.restart(),
});
const desk = new Desk({
  root: document.getElementById("desk"), api, timeline, account: await api.account(),
});
await timeline.start();
await desk.openFirst();
