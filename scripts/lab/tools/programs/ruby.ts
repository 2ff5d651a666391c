import type { Tool } from '../../case';
import { asUser, cases } from './start';

export const ruby: Tool = {
  name: 'ruby',
  needs: 'ruby',
  version: 'ruby --version',
  cases: cases([
    ['file-missing', 'runtime-file-missing', /LoadError|No such file/, {}, 'ruby app.rb'],
    [
      'gem-missing',
      'runtime-file-missing',
      /cannot load such file/,
      { 'app.rb': "require 'sinatra'\n" },
      'ruby app.rb',
    ],
    [
      'variable-missing',
      'runtime-config-missing',
      /KeyError|key not found/,
      { 'app.rb': "ENV.fetch('DATABASE_URL')\n" },
      'ruby app.rb',
    ],
    [
      'database-refuses',
      'runtime-dependency-unreachable',
      /ECONNREFUSED/,
      { 'app.rb': "require 'socket'\nTCPSocket.new('db.example.com', 5432)\n" },
      'ruby app.rb',
    ],
    [
      'port-in-use',
      'runtime-port-in-use',
      /EADDRINUSE/,
      {
        'app.rb': "require 'socket'\nTCPServer.new('127.0.0.1', 18400)\nTCPServer.new('127.0.0.1', 18400)\n",
      },
      'ruby app.rb',
    ],
    [
      'may-not-write',
      'runtime-permission-denied',
      /EACCES/,
      { 'app.rb': "File.write('/var/lib/shop.db', 'x')\n" },
      asUser('ruby app.rb'),
    ],
    [
      'raises',
      'container-exit-nonzero',
      /NoMethodError/,
      { 'app.rb': 'class Plan\n  def price = config[:price]\n  def config = nil\nend\nPlan.new.price\n' },
      'ruby app.rb',
    ],
    [
      'well',
      'healthy-no-problem',
      /Listening/,
      {
        'app.rb':
          "warn 'warning: already initialized constant ErrorCodes'\nputs '* Listening on http://0.0.0.0:3000'\n",
      },
      'ruby app.rb',
    ],
  ]),
};
