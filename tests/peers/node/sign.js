// Makes callbacks with a library of others': one JSON order a line in, one JSON answer a line out.
// {"by": "wechat-crypto" | "@wecom/crypto", "token", "key", "receiver", "text", "timestamp", "nonce"}
//   → {"encrypt", "signature"}; {"by", "token", "key", "receiver", "encrypt", "timestamp", "nonce"} → {"text", "signature"}
"use strict";
const path = require("path");
const modules = process.argv[2];
const load = (name) => require(path.join(modules, name));

function answer(order) {
  if (order.by === "wechat-crypto") {
    const WXBizMsgCrypt = load("wechat-crypto");
    const crypt = new WXBizMsgCrypt(order.token, order.key, order.receiver);
    const encrypt = order.encrypt || crypt.encrypt(order.text);
    const signature = crypt.getSignature(order.timestamp, order.nonce, encrypt);
    return order.encrypt ? { text: crypt.decrypt(encrypt).message, signature } : { encrypt, signature };
  }
  const { encrypt, decrypt, getSignature } = load("@wecom/crypto");
  const sealed = order.encrypt || encrypt(order.key, order.text, order.receiver);
  const signature = getSignature(order.token, order.timestamp, order.nonce, sealed);
  return order.encrypt ? { text: decrypt(order.key, sealed).message, signature } : { encrypt: sealed, signature };
}

require("readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\n"));
