// Part of `npm start` only: opens the lesson in whichever window starts, so that the product needs no switch for it.
const { commands } = require('vscode');

exports.activate = async () => {
  await commands.executeCommand('debeziumLab.course.focus');
  await commands.executeCommand('debeziumLab.openLesson', '02-module-2/07-incremental-snapshot-lab');
};
