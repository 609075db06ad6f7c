// telegram-test-api on the port that is named, behind the repairs without which no library of today can read it:
// it leaves out is_bot and chat_instance, gives milliseconds for seconds, and knows no menu and no "typing…".
// What it was told by the bot is at /getUpdatesHistory; people write by /sendMessage and /sendCallback.
const { createRequire } = require('node:module');
const installed = createRequire(process.argv[3] + '/');
const { TelegramServer } = installed('telegram-test-api/lib/telegramServer');
const { routes } = installed('telegram-test-api/lib/routes/index');

const bot = { id: Number(process.argv[4]), is_bot: true, first_name: 'Huiyin', username: 'huiyin_test_bot' };
const repairs = {
  getMe: () => bot,
  setMyCommands: () => true,
  sendChatAction: () => true,
  answerCallbackQuery: () => true,
  editMessageText: (request, server) => (server.editMessageText(request.body), true),
  editMessageReplyMarkup: (request, server) => (server.editMessageReplyMarkup(request.body), true),
};
routes.unshift((app, server) => {
  for (const [method, result] of Object.entries(repairs)) {
    app.all(`/bot:token/${method}`, (request, response) => response.json({ ok: true, result: result(request, server) }));
  }
});

const format = TelegramServer.formatUpdate;
TelegramServer.formatUpdate = (update) => {
  const repaired = format(update);
  if (repaired.callback_query) repaired.callback_query.chat_instance = '1';
  return repaired;
};
const server = new TelegramServer({ port: Number(process.argv[2]), host: '127.0.0.1', storeTimeout: 600 });
const add = server.addBotMessage.bind(server);
server.addBotMessage = (message, token) => {
  const added = add(message, token);
  return { ...added, from: bot, date: Math.floor(added.date / 1000) };
};
server.start().then(() => console.log('ready'));
