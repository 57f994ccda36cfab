/**
 * Some of the stickers a bot may send too (LINE's list of sendable stickers), each with an emoji
 * that plays it. The names are read out by screen readers.
 */
export const STICKERS = [
  { packageId: "446", stickerId: "1988", emoji: "😄", name: "うれしい" },
  { packageId: "446", stickerId: "1989", emoji: "👍", name: "いいね" },
  { packageId: "446", stickerId: "1990", emoji: "😢", name: "かなしい" },
  { packageId: "446", stickerId: "1991", emoji: "😡", name: "おこる" },
  { packageId: "446", stickerId: "1993", emoji: "🙏", name: "おねがい" },
  { packageId: "446", stickerId: "2005", emoji: "😴", name: "おやすみ" },
  { packageId: "789", stickerId: "10855", emoji: "🙇", name: "ありがとう" },
  { packageId: "789", stickerId: "10856", emoji: "😲", name: "びっくり" },
  { packageId: "789", stickerId: "10857", emoji: "🎉", name: "おめでとう" },
  { packageId: "789", stickerId: "10858", emoji: "❓", name: "はてな" },
];
