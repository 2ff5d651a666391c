import type { LabCase, Tool } from '../case';

/** Serves /srv/git over HTTP by git http-backend (python's CGI handler is gone in newer releases, so a few lines of our own) and over SSH. */
const server = `
mkdir -p /srv/git && cd /srv/git
git config --global init.defaultBranch main; git config --global user.email lab@example.com; git config --global user.name lab; git config --global protocol.file.allow always
git init -q --bare shop.git && git init -q work && cd work && echo hi > a && git add . && git commit -qm first && git push -q ../shop.git main && cd ..
git init -q --bare with-sub.git && git init -q work2 && cd work2 && printf '[submodule "lib"]\\n\\tpath = lib\\n\\turl = http://git.example.com:18800/private/lib.git\\n[submodule "gone"]\\n\\tpath = gone\\n\\turl = http://git.example.com:18800/gone.git\\n' > .gitmodules && git add . && git update-index --add --cacheinfo 160000,$(git -C ../work rev-parse HEAD),lib && git update-index --add --cacheinfo 160000,$(git -C ../work rev-parse HEAD),gone && git commit -qm subs && git push -q ../with-sub.git main && cd ..
git init -q --bare with-lfs.git && git init -q work3 && cd work3 && printf '*.bin filter=lfs diff=lfs merge=lfs -text\\n' > .gitattributes && printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\\nsize 12345\\n' > model.bin && git add .gitattributes && git update-index --add --cacheinfo 100644,$(git hash-object -w --no-filters model.bin),model.bin && git commit -qm lfs && git push -q --no-verify ../with-lfs.git main && cd ..
cat > /srv/server.py <<'PY'
import http.server, os, subprocess, socketserver
class H(http.server.BaseHTTPRequestHandler):
    def log_message(self, *a): pass
    def do(self):
        path, _, query = self.path.partition('?')
        body = self.rfile.read(int(self.headers.get('content-length') or 0))
        if path.startswith('/private/') and self.headers.get('authorization') is None or path.startswith('/locked/'):
            self.send_response(401); self.send_header('WWW-Authenticate', 'Basic realm="Git"'); self.send_header('content-length', '0'); self.end_headers(); return
        if path.startswith('/forbidden/'):
            self.send_response(403); self.send_header('content-length', '0'); self.end_headers(); return
        if path.startswith('/down/'):
            self.send_response(503); self.send_header('content-length', '0'); self.end_headers(); return
        env = dict(os.environ, GIT_PROJECT_ROOT='/srv/git', GIT_HTTP_EXPORT_ALL='1', PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD=self.command, CONTENT_TYPE=self.headers.get('content-type', ''), GIT_PROTOCOL=self.headers.get('git-protocol', ''))
        out = subprocess.run(['git', 'http-backend'], input=body, env=env, capture_output=True).stdout
        head, _, rest = out.partition(b'\\r\\n\\r\\n')
        lines = [l.split(': ', 1) for l in head.decode().split('\\r\\n') if ': ' in l]
        status = next((int(v.split()[0]) for k, v in lines if k == 'Status'), 200)
        self.send_response(status)
        for k, v in lines:
            if k != 'Status': self.send_header(k, v)
        self.send_header('content-length', str(len(rest))); self.end_headers(); self.wfile.write(rest)
    do_GET = do_POST = do
socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer((os.environ['LAB_ADDRESS'], 18800), H).serve_forever()
PY
python3 /srv/server.py & 
mkdir -p /run/sshd /root/.ssh && ssh-keygen -A >/dev/null && ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/deploy && ssh-keygen -q -t ed25519 -N 'secret words' -f /root/.ssh/locked && cp /root/.ssh/deploy.pub /root/.ssh/authorized_keys && ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/stranger && chmod 700 /root /root/.ssh && chmod 600 /root/.ssh/*
/usr/sbin/sshd -p 22 -o ListenAddress=$LAB_ADDRESS -o PerSourcePenalties=no || /usr/sbin/sshd -p 22 -o ListenAddress=$LAB_ADDRESS
printf "127.0.0.1 localhost\\n$LAB_ADDRESS git.example.com\\n" > /etc/hosts
sleep 1; ssh-keyscan git.example.com 2>/dev/null > /root/.ssh/known; sed 's/AAAA[^ ]*$/'"$(cut -d' ' -f2 /root/.ssh/stranger.pub)"'/' /root/.ssh/known | grep ed25519 > /root/.ssh/changed; git lfs install >/dev/null; git lfs version; test -s /root/.ssh/known`;

const ssh = (key: string, known: string) =>
  `GIT_SSH_COMMAND="ssh -i /root/.ssh/${key} -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile=/root/.ssh/${known} -o StrictHostKeyChecking=yes"`;
const http = 'http://git.example.com:18800';

const cases: readonly LabCase[] = [
  {
    name: 'http-repository-missing',
    cause: 'git-repo-not-found',
    shows: /not found/,
    run: `git clone ${http}/shopp.git app`,
  },
  {
    name: 'http-no-credentials',
    cause: 'git-repo-not-found',
    also: ['git-auth-failed'],
    shows: /could not read Username/,
    run: `git clone ${http}/private/shop.git app`,
  },
  {
    name: 'http-wrong-password',
    cause: 'git-auth-failed',
    shows: /Authentication failed/,
    run: 'git clone http://deployer:wrong@git.example.com:18800/locked/shop.git app',
  },
  {
    name: 'http-forbidden',
    cause: 'git-auth-failed',
    shows: /403/,
    run: `git clone ${http}/forbidden/shop.git app`,
  },
  {
    name: 'http-503',
    cause: 'git-host-unreachable',
    shows: /503/,
    run: `git clone ${http}/down/shop.git app`,
  },
  {
    name: 'branch-missing',
    cause: 'git-revision-not-found',
    shows: /Remote branch .* not found/,
    run: `git clone --branch relese ${http}/shop.git app`,
  },
  {
    name: 'ref-missing',
    cause: 'git-revision-not-found',
    shows: /couldn't find remote ref/,
    run: `git init -q app && cd app && git fetch --depth 1 ${http}/shop.git v9.9.9`,
  },
  {
    name: 'commit-missing',
    cause: 'git-revision-not-found',
    shows: /not our ref|upload-pack/,
    run: `git init -q app && cd app && git fetch --depth 1 ${http}/shop.git 1234567890123456789012345678901234567890`,
  },
  {
    name: 'checkout-missing',
    cause: 'git-revision-not-found',
    shows: /did not match/,
    run: `git clone -q ${http}/shop.git app && cd app && git checkout v2.0.1`,
  },
  {
    name: 'host-does-not-resolve',
    cause: 'git-host-unreachable',
    shows: /Could not resolve host/,
    run: 'git clone https://gti.example.com/acme/shop.git app',
  },
  {
    name: 'host-refuses',
    cause: 'git-host-unreachable',
    shows: /Failed to connect|refused/,
    run: 'git clone http://git.example.com:18899/shop.git app',
  },
  {
    name: 'host-certificate',
    cause: 'tls-unknown-authority',
    also: ['git-host-unreachable'],
    shows: /certificate/,
    run: 'git clone https://corporate.example.com/acme/shop.git app',
  },
  {
    name: 'ssh-key-refused',
    cause: 'git-auth-failed',
    shows: /Permission denied \(publickey/,
    run: `${ssh('stranger', 'known')} git clone root@git.example.com:/srv/git/shop.git app`,
  },
  {
    name: 'ssh-key-passphrase',
    cause: 'git-auth-failed',
    also: ['ssh-key-passphrase'],
    shows: /Permission denied \(publickey|passphrase/,
    run: `${ssh('locked', 'known')} git clone root@git.example.com:/srv/git/shop.git app`,
  },
  {
    name: 'ssh-host-key-unknown',
    cause: 'git-host-key-unverified',
    shows: /Host key verification failed/,
    run: `${ssh('deploy', 'nothing')} git clone root@git.example.com:/srv/git/shop.git app`,
  },
  {
    name: 'ssh-host-key-changed',
    cause: 'git-host-key-unverified',
    shows: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    run: `${ssh('deploy', 'changed')} git clone root@git.example.com:/srv/git/shop.git app`,
  },
  {
    name: 'ssh-repository-missing',
    cause: 'git-repo-not-found',
    shows: /does not appear to be a git repository/,
    run: `${ssh('deploy', 'known')} git clone root@git.example.com:/srv/git/shopp.git app`,
  },
  {
    name: 'ssh-branch-missing',
    cause: 'git-revision-not-found',
    shows: /not found/,
    run: `${ssh('deploy', 'known')} git clone --branch relese root@git.example.com:/srv/git/shop.git app`,
  },
  {
    name: 'ssh-host-does-not-resolve',
    cause: 'git-host-unreachable',
    shows: /resolve hostname/,
    run: 'git clone git@gti.example.com:acme/shop.git app',
  },
  {
    name: 'ssh-host-refuses',
    cause: 'git-host-unreachable',
    shows: /Connection refused/,
    run: 'git clone ssh://git@git.example.com:2222/acme/shop.git app',
  },
  {
    name: 'submodule-fails',
    cause: 'git-submodule-failed',
    shows: /submodule/,
    run: `git clone --recurse-submodules ${http}/with-sub.git app`,
  },
  {
    name: 'submodule-update-fails',
    cause: 'git-submodule-failed',
    shows: /submodule/,
    setup: `git clone -q ${http}/with-sub.git app`,
    run: 'cd app && git submodule update --init --recursive',
  },
  {
    name: 'lfs-object-missing',
    cause: 'git-lfs-failed',
    shows: /lfs|smudge/,
    run: `git clone ${http}/with-lfs.git app`,
  },
  {
    name: 'lfs-pull-fails',
    cause: 'git-lfs-failed',
    shows: /lfs|LFS|batch/,
    setup: `GIT_LFS_SKIP_SMUDGE=1 git clone -q ${http}/with-lfs.git app`,
    run: 'cd app && git lfs pull',
  },
  {
    name: 'no-room',
    cause: 'disk-space-exhausted',
    shows: /No space left/,
    setup: 'mkdir -p app && mount -t tmpfs -o size=40k tmpfs app',
    run: `git clone ${http}/shop.git app/x; code=$?; umount app; exit $code`,
  },
  { name: 'well', cause: 'healthy-no-problem', shows: /Cloning/, run: `git clone ${http}/shop.git app` },
  {
    name: 'well-ssh-detached',
    cause: 'healthy-no-problem',
    shows: /detached|Cloning/,
    run: `${ssh('deploy', 'known')} git clone root@git.example.com:/srv/git/shop.git error-service && cd error-service && git checkout HEAD~0 --detach`,
  },
  {
    name: 'well-fetch',
    cause: 'healthy-no-problem',
    shows: /FETCH_HEAD/,
    run: `git init -q app && cd app && git fetch --depth 1 ${http}/shop.git main`,
  },
];

export const git: Tool = {
  name: 'git',
  needs: 'git',
  version: 'git --version',
  setup: server,
  env: { GIT_TERMINAL_PROMPT: '0' },
  cases,
};
