/** Places of 石巻市 for the location picker (latitude and longitude in degrees, WGS 84). */
export const PLACES = [
  { title: "石巻市役所", address: "宮城県石巻市穀町14-1", latitude: 38.4345, longitude: 141.3028 },
  { title: "石巻駅", address: "宮城県石巻市鋳銭場8-11", latitude: 38.4354, longitude: 141.3041 },
  { title: "日和山公園", address: "宮城県石巻市日和が丘二丁目", latitude: 38.4236, longitude: 141.3078 },
  { title: "蛇田支所付近", address: "宮城県石巻市蛇田", latitude: 38.4469, longitude: 141.2701 },
  { title: "渡波駅付近", address: "宮城県石巻市渡波町", latitude: 38.4152, longitude: 141.3665 },
  { title: "牡鹿(鮎川)", address: "宮城県石巻市鮎川浜", latitude: 38.2995, longitude: 141.5113 },
  { title: "仙台駅(市外)", address: "宮城県仙台市青葉区中央一丁目", latitude: 38.2601, longitude: 140.8824 },
];
