'use strict';
// Starts the emulator on a free port and talks to it.

const {spawn} = require('child_process');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');

const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

class RunningEmulator {
  static async start(program, organization, ...options) {
    const self = new RunningEmulator();
    self.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'emulator-'));
    const portFile = path.join(self.folder, 'port');
    self.process = spawn(program, ['--organization', organization, '--port', '0', '--port-file', portFile,
      '--now', '2026-11-23T09:00:00Z', ...options], {stdio: ['ignore', 'ignore', 'inherit']});
    self.ended = new Promise(resolve => self.process.on('exit', (code, signal) => resolve(signal || code)));
    for (let i = 0; i < 300 && !fs.existsSync(portFile); ++i) await wait(20);
    self.port = Number(fs.readFileSync(portFile, 'utf8'));
    return self;
  }

  /** Status, headers (names in lower case) and text of an answer. */
  request(method, target, {token, headers = {}, body} = {}) {
    const all = {...headers};
    if (token) all.Authorization = 'Basic ' + Buffer.from(':' + token).toString('base64');
    return new Promise((resolve, reject) => {
      const request = http.request({host: '127.0.0.1', port: this.port, method, path: target, headers: all}, answer => {
        const parts = [];
        answer.on('data', part => parts.push(part));
        answer.on('end', () => resolve({status: answer.statusCode, headers: answer.headers,
          text: Buffer.concat(parts).toString('utf8')}));
        answer.on('error', reject);
        answer.on('aborted', () => reject(new Error('aborted')));
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  /** Stops it as a service manager would; gives its exit code. */
  async stop() {
    this.process.kill('SIGTERM');
    const code = await this.ended;
    fs.rmSync(this.folder, {recursive: true, force: true});
    return code;
  }
}

module.exports = {RunningEmulator};
