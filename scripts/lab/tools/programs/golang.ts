import type { Tool } from '../../case';
import { asUser, cases } from './start';

const goProgram = (imports: string, body: string) => ({
  'main.go': `package main\n\nimport (${imports})\n\nfunc main() {\n${body}\n}\n`,
});
export const golang: Tool = {
  name: 'go-program',
  needs: 'go',
  version: 'go version',
  env: { GOCACHE: '/var/cache/go', GOFLAGS: '-mod=mod', GO111MODULE: 'off', CGO_ENABLED: '0' },
  cases: cases([
    [
      'panics',
      'container-exit-nonzero',
      /panic:/,
      goProgram('', '\tvar plans map[string]int\n\tplans["basic"] = 1'),
      './server',
    ],
    [
      'panics-nil',
      'container-exit-nonzero',
      /nil pointer/,
      goProgram('', '\tvar p *struct{ n int }\n\tprintln(p.n)'),
      './server',
    ],
    [
      'database-refuses',
      'runtime-dependency-unreachable',
      /connection refused/,
      goProgram(
        '"log"; "net"',
        '\tif _, err := net.Dial("tcp", "db.example.com:5432"); err != nil {\n\t\tlog.Fatalf("failed to connect to database: %v", err)\n\t}',
      ),
      './server',
    ],
    [
      'port-in-use',
      'runtime-port-in-use',
      /address already in use/,
      goProgram(
        '"log"; "net/http"',
        '\tgo http.ListenAndServe("127.0.0.1:18600", nil)\n\tfor i := 0; i < 100000000; i++ {\n\t}\n\tlog.Fatal(http.ListenAndServe("127.0.0.1:18600", nil))',
      ),
      './server',
    ],
    [
      'low-port',
      'runtime-permission-denied',
      /permission denied/,
      goProgram('"log"; "net/http"', '\tlog.Fatal(http.ListenAndServe(":82", nil))'),
      `echo 1024 > /proc/sys/net/ipv4/ip_unprivileged_port_start; ${asUser('./server')}`,
    ],
    [
      'config-missing',
      'runtime-config-missing',
      /required key|STRIPE_KEY/,
      goProgram(
        '"log"; "os"',
        '\tif os.Getenv("STRIPE_KEY") == "" {\n\t\tlog.Fatal("required key STRIPE_KEY missing value")\n\t}',
      ),
      './server',
    ],
    [
      'config-file-missing',
      'runtime-file-missing',
      /no such file/,
      goProgram(
        '"log"; "os"',
        '\tif _, err := os.ReadFile("/etc/shop/config.yaml"); err != nil {\n\t\tlog.Fatal(err)\n\t}',
      ),
      './server',
      { also: ['runtime-config-missing', 'container-exit-nonzero'] },
    ],
    [
      'well',
      'healthy-no-problem',
      /listening/,
      goProgram(
        '"log"',
        '\tlog.Print("errgroup started with 4 workers")\n\tlog.Print("listening on :8080")\n\tlog.Print("level=error sampling disabled")',
      ),
      './server',
      { also: ['unknown'] },
    ],
  ]).map((one) => ({ ...one, setup: 'go build -o server main.go' })),
};
