import type { LabCase, Tool } from '../case';

const pip = 'python3 -m pip --disable-pip-version-check';
const install = `${pip} install --break-system-packages --root-user-action=ignore --target lib`;
const index = (host: string) =>
  `${install} --retries 1 --timeout 3 --index-url https://${host}/simple/ tinyweb`;
const requirements = (text: string) => ({ 'requirements.txt': text });

const pipCases: readonly LabCase[] = [
  {
    name: 'package-missing',
    cause: 'package-version-not-found',
    shows: /No matching distribution/,
    run: `${install} tinyweeb`,
  },
  {
    name: 'version-missing',
    cause: 'package-version-not-found',
    shows: /No matching distribution/,
    files: requirements('tinyweb==9.9\n'),
    run: `${install} -r requirements.txt`,
  },
  {
    name: 'python-too-old',
    cause: 'package-version-not-found',
    also: ['build-tool-version-mismatch'],
    shows: /require a different python version|No matching distribution/i,
    run: `${install} tinyfuture`,
  },
  {
    name: 'versions-conflict',
    cause: 'package-dependency-conflict',
    shows: /ResolutionImpossible|conflict/i,
    files: requirements('tinyweb==1.4.2\ntinytasks==3.0.0\n'),
    run: `${install} -r requirements.txt`,
  },
  {
    name: 'requirements-missing',
    cause: 'project-files-missing-in-build',
    shows: /requirements\.txt/,
    run: `${install} -r requirements.txt`,
  },
  {
    name: 'hash-differs',
    cause: 'package-lockfile-mismatch',
    also: ['layer-corrupt-digest-mismatch', 'unknown'],
    shows: /DO NOT MATCH/,
    files: requirements(`error-reporter==0.3.1 --hash=sha256:${'ab'.repeat(32)}\n`),
    run: `${install} -r requirements.txt`,
  },
  {
    name: 'index-does-not-resolve',
    cause: 'package-install-network',
    shows: /resolution|resolve|Name or service/i,
    run: index('registyr.example.com'),
  },
  {
    name: 'index-refuses-connection',
    cause: 'package-install-network',
    shows: /refused/,
    run: index('closed.example.com'),
  },
  {
    name: 'index-hangs-up',
    cause: 'package-install-network',
    shows: /EOF|reset|SSL/i,
    run: index('hangup.example.com'),
  },
  {
    name: 'index-silent',
    cause: 'package-install-network',
    shows: /timed? ?out/i,
    run: index('full.example.com'),
  },
  {
    name: 'index-certificate-of-a-proxy',
    cause: 'tls-unknown-authority',
    shows: /CERTIFICATE_VERIFY_FAILED/i,
    run: index('corporate.example.com'),
  },
  {
    name: 'index-certificate-of-another-host',
    cause: 'tls-hostname-mismatch',
    shows: /doesn't match|Hostname mismatch|not valid for/i,
    run: index('othername.example.com'),
  },
  {
    name: 'index-certificate-expired',
    cause: 'tls-cert-expired',
    shows: /expired/,
    run: index('expired.example.com'),
  },
  {
    name: 'url-404',
    cause: 'remote-download-failed',
    also: ['package-version-not-found'],
    shows: /404/,
    run: `${install} https://missing.example.com/wheels/tinyweb-1.0-py3-none-any.whl`,
  },
  {
    name: 'url-503',
    cause: 'remote-download-failed',
    also: ['package-install-network'],
    shows: /503/,
    run: `${install} --retries 0 https://down.example.com/wheels/tinyweb-1.0-py3-none-any.whl`,
  },
  {
    name: 'requirement-invalid',
    cause: 'unknown',
    also: ['package-version-not-found', 'compile-error', 'build-command-usage-error'],
    shows: /Invalid requirement/,
    files: requirements('tinyweb=1.0\n'),
    run: `${install} -r requirements.txt`,
  },
  {
    name: 'usage',
    cause: 'build-command-usage-error',
    shows: /no such option/,
    run: `${pip} install --no-cach-dir tinyweb`,
  },
  {
    name: 'externally-managed',
    cause: 'unknown',
    also: ['permission-denied-in-build', 'build-command-usage-error'],
    shows: /externally-managed/,
    run: `${pip} install tinyweb`,
  },
  {
    name: 'may-not-write',
    cause: 'permission-denied-in-build',
    shows: /Permission denied/i,
    run: `setpriv --reuid 1000 --regid 1000 --clear-groups env HOME=/nonexistent ${pip} install --no-cache-dir --break-system-packages --prefix /usr/local error-reporter`,
  },
  {
    name: 'no-room',
    cause: 'disk-space-exhausted',
    shows: /No space left/,
    setup: 'mkdir -p lib && mount -t tmpfs -o size=4k tmpfs lib',
    run: `${pip} install --break-system-packages --root-user-action=ignore --target lib/x tinyweb error-reporter; code=$?; umount lib; exit $code`,
  },
  {
    name: 'check-dependency-missing',
    cause: 'build-dependency-not-installed',
    also: ['package-dependency-conflict'],
    shows: /not installed/,
    setup: `python3 -m venv --system-site-packages venv && venv/bin/pip install --no-deps tinyweb`,
    run: 'venv/bin/pip check',
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /Successfully installed/,
    run: `${install} tinyweb error-reporter`,
  },
  {
    name: 'well-as-root',
    cause: 'healthy-no-problem',
    shows: /Successfully installed/,
    run: `${pip} install --break-system-packages --force-reinstall tinyweb`,
  },
  {
    name: 'well-already',
    cause: 'healthy-no-problem',
    shows: /already satisfied/,
    setup: `${pip} install --break-system-packages tinyweb error-reporter`,
    run: `${pip} install --break-system-packages tinyweb error-reporter`,
  },
];

const project = (dependencies: string, python = '>=3.9') =>
  `[tool.poetry]\nname = "shop"\nversion = "1.0.0"\ndescription = ""\nauthors = ["Shop Team <team@example.com>"]\n\n[tool.poetry.dependencies]\npython = "${python}"\n${dependencies}\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n`;
const poetryCases: readonly LabCase[] = [
  {
    name: 'no-project',
    cause: 'project-files-missing-in-build',
    shows: /could not find a pyproject/i,
    run: 'poetry install --no-root',
  },
  {
    name: 'lock-differs',
    cause: 'package-lockfile-mismatch',
    also: ['package-version-not-found'],
    shows: /poetry\.lock/,
    files: { 'pyproject.toml': project('') },
    setup: `poetry lock && sed -i 's/^python = .*/python = ">=3.9"\\nerror-reporter = "^0.3"/' pyproject.toml`,
    run: 'poetry install --no-root',
  },
  {
    name: 'python-too-old',
    cause: 'build-tool-version-mismatch',
    shows: /not (allowed|supported|compatible)|No compatible|Python/i,
    files: { 'pyproject.toml': project('', '>=3.99') },
    run: 'poetry install --no-root',
  },
  {
    name: 'project-broken',
    cause: 'unknown',
    also: ['compile-error', 'build-tool-version-mismatch', 'project-files-missing-in-build'],
    shows: /toml|parse|invalid/i,
    files: { 'pyproject.toml': '[tool.poetry\nname = "shop"\n' },
    run: 'poetry install --no-root',
  },
  {
    name: 'usage',
    cause: 'build-command-usage-error',
    shows: /option .* does not exist/,
    run: 'poetry install --no-dve',
    files: { 'pyproject.toml': project('') },
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /No dependencies|lock file/i,
    files: { 'pyproject.toml': project('') },
    run: 'poetry install --no-root',
  },
];

export const pythonTools: readonly Tool[] = [
  {
    name: 'pip',
    needs: 'python3',
    version: `${pip} --version`,
    env: { PIP_CACHE_DIR: '/var/cache/pip' },
    cases: pipCases,
  },
  {
    name: 'poetry',
    needs: 'poetry',
    version: 'poetry --version',
    env: { POETRY_VIRTUALENVS_CREATE: 'false' },
    cases: poetryCases,
  },
];
