import { pickDatetime } from "./dialogs/datetime.js";
import { openLink, safeLink } from "./url.js";

const ACTIONS = new Map([
  ["message", (action, hand) => hand.send({ type: "text", text: action.text ?? action.label })],
  ["postback", doPostback],
  ["datetimepicker", doDatetime],
  ["uri", (action, hand) => followLink(action.uri, hand)],
  ["camera", (action, hand) => hand.takePhoto()],
  ["cameraRoll", (action, hand) => hand.choosePhoto()],
  ["location", (action, hand) => hand.chooseLocation()],
  ["richmenuswitch", switchRichMenu],
  ["clipboard", copy],
]);

/** Actions that answer at once; the others first ask the citizen for something. */
const IMMEDIATE = new Set(["message", "postback", "richmenuswitch"]);

/** @returns {boolean} whether quick replies go away at the tap itself, as LINE does it */
export const isImmediate = (action) => IMMEDIATE.has(action?.type);

/**
 * Does what an action object of the Messaging API says.
 * @param {Object} action
 * @param {import("./hand.js").Hand} hand
 * @returns {Promise<void>}
 */
export async function perform(action, hand) {
  const act = ACTIONS.get(action?.type);
  if (act) await act(action, hand);
  else hand.screen.notify(`この種類のアクションには対応していません:${action?.type}`);
}

async function doPostback(action, hand) {
  const { data, displayText, text, inputOption, fillInText } = action;
  if (inputOption === "openKeyboard") hand.screen.openKeyboard(fillInText);
  if (inputOption === "openRichMenu") hand.screen.showRichMenu(true);
  if (inputOption === "closeRichMenu") hand.screen.showRichMenu(false);
  // `text` is the old way: the citizen really says it, so the bot hears a message as well.
  if (text) await hand.send({ type: "text", text });
  await hand.send({ type: "postback", data, ...(displayText && { displayText }) });
}

async function doDatetime(action, hand) {
  const params = await pickDatetime(action);
  if (params) await hand.send({ type: "postback", data: action.data, params });
}

async function switchRichMenu({ richMenuAliasId, data }, hand) {
  const status = await hand.screen.switchRichMenu(richMenuAliasId);
  const params = { newRichMenuAliasId: richMenuAliasId, status };
  await hand.send({ type: "postback", data, params });
}

async function copy({ clipboardText }, hand) {
  try {
    await navigator.clipboard.writeText(clipboardText);
    hand.screen.notify("コピーしました");
  } catch {
    hand.screen.notify(`コピーできませんでした:${clipboardText}`);
  }
}

const IN_APP = [
  [/^(line:\/\/|https:\/\/line\.me\/R\/)nv\/location/, (hand) => hand.chooseLocation()],
  [/^(line:\/\/|https:\/\/line\.me\/R\/)nv\/cameraRoll/, (hand) => hand.choosePhoto()],
  [/^(line:\/\/|https:\/\/line\.me\/R\/)nv\/camera/, (hand) => hand.takePhoto()],
  [/^https:\/\/line\.me\/R\/oaMessage\/[^?]*\?(.+)/, (hand, text) => hand.screen.openKeyboard(text)],
];

function followLink(uri, hand) {
  const href = safeLink(uri);
  if (!href) return hand.screen.notify(`このリンクは開けません:${uri}`);
  for (const [pattern, act] of IN_APP) {
    const match = pattern.exec(href);
    if (match) return act(hand, decode(match[1]));
  }
  if (/^https?:/.test(href)) return openLink(href);
  return hand.screen.notify(`スマートフォンでは次のリンクが開きます:${uri}`);
}

function decode(text = "") {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
