/** What work is about, by the words that stand for it in a line. */
import type { Thing } from './fact';

export interface ThingWord {
  readonly thing: Thing;
  readonly says: RegExp;
}

function thing(name: Thing, ...wordings: readonly RegExp[]): readonly ThingWord[] {
  return wordings.map((says) => ({ thing: name, says }));
}

/** Hosts of package indexes. */
const indexHosts =
  /\b(?:registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)|npm\.pkg\.github\.com|pypi\.org|files\.pythonhosted\.org|(?:deb|security|archive|ports|snapshot)\.(?:debian|ubuntu)\.(?:org|com)|[\w.-]{0,60}archive\.ubuntu\.com|dl-cdn\.alpinelinux\.org|dl-\d\.alpinelinux\.org|repo1?\.maven\.(?:apache\.)?org|repo\.maven\.apache\.org|plugins\.gradle\.org|services\.gradle\.org|maven\.pkg\.github\.com|proxy\.golang\.org|sum\.golang\.org|(?:index\.|static\.)?crates\.io|rubygems\.org|index\.rubygems\.org|(?:repo\.)?packagist\.org|api\.nuget\.org|nuget\.pkg\.github\.com|mirrorlist\.centos\.org|mirrors?\.[\w.-]{3,80}|download\.docker\.com|repo\.anaconda\.com|conda\.anaconda\.org|hex\.pm|pub\.dev|pub\.dartlang\.org|(?:repo\.)?clojars\.org|hackage\.haskell\.org|cran\.[\w.-]{3,60}|cpan\.org|apt\.\w[\w.-]{2,60}|packages\.\w[\w.-]{2,60}|binaries\.prisma\.sh|cache\.nixos\.org|bcr\.bazel\.build|jsr\.io|deno\.land|esm\.sh)\b/i;

export const thingWords: readonly ThingWord[] = [
  ...thing(
    'image-digest',
    /@sha256:[0-9a-f.…]{4,64}|\/(?:manifests|blobs)\/sha256:[0-9a-f.…]{4,64}|\bcontent (?:digest|descriptor) sha256\b|\bcontent at https?:\/\/\S{1,300}sha256|\bmanifest sha256:[0-9a-f]{4,64}/i,
    /\bimageDigest\b|\bcorrect image digest\b|\bdigest sha256:|\bunknown; unknown (?:manifest|blob)|\bblob unknown to registry\b|\bblob_unknown\b/i,
  ),
  ...thing(
    'image-repository',
    /\brepository (?:name|with name|["'\\]{1,4})|\bNAME_UNKNOWN\b|\bname unknown\b|\bRepositoryNotFound\w{0,10}|\bproject \S{1,200} not found\b|\brepository \S{1,200} not found\b|\brepository (?:does not exist|not found|is not found)\b(?! or)|\bnamespace\b/i,
  ),
  ...thing(
    'image',
    /\bmanifests?\b|\bMANIFEST_UNKNOWN\b/i,
    /\bimages?\b(?! (?:processing|magick|size))/i,
    /\btag\b/i,
    /\b(?:pull(?:ing|ed)?|fetch(?:ing)? image)\b/i,
    /\bresolve (?:reference|source metadata|image config)\b|\bload metadata for\b|\bdocker-image:\/\/|\bdocker:\/\/|\bartifact\b/i,
    /\bgetting (?:the )?(?:digest|manifest|blob)\b/,
    /\b(?:docker\.io|quay\.io|ghcr\.io|gcr\.io|k8s\.gcr\.io|registry\.k8s\.io|mcr\.microsoft\.com|[\w-]{0,20}\.?icr\.io|[\w.-]{1,60}\.azurecr\.io|[\w.-]{1,80}\.dkr\.ecr\.[\w.-]{1,40}|[\w-]{1,60}-docker\.pkg\.dev|registry\.[\w.-]{3,100})\/[\w./-]{2,200}/i,
  ),
  ...thing(
    'layer',
    /\blayers?\b|\bblobs?\b|\bcommit on ref\b|\bhttpReadSeeker\b|\bfailed to copy\b|\bcopying (?:config|blob)\b|\bfailed to register\b|\bfilesystem from image\b/i,
  ),
  ...thing(
    'registry',
    /\/v[12]\/|\bregistr(?:y|ies)\b(?!\.(?:npmjs|yarnpkg|npmmirror))/i,
    /\b(?:oauth|bearer|auth|anonymous|identity|access) token\b|\btoken\?(?:account|scope|service)|\bservice=\S{0,60}registry|\bregistry-1\.docker\.io\b|\bauth\.docker\.io\b|\bindex\.docker\.io\b|\bproduction\.cloudflare\.docker\.com\b/i,
    /\bError response from daemon\b|\bdocker (?:login|pull|push)\b|\bcrane\b|\bskopeo\b|\bctr: |\bcontainerd\b|\bkaniko\b/i,
    /\bicr\.io\b|\bazurecr\.io\b|\bdkr\.ecr\b|\bghcr\.io\b|\bquay\.io\b|\bgcr\.io\b|\bdocker\.io\b|\bpkg\.dev\b/i,
  ),
  ...thing('submodule', /\bsubmodules?\b/i),
  ...thing('lfs', /\bgit[- ]lfs\b|\bLFS\b|\bsmudge\b/),
  ...thing(
    'git-ref',
    /\b(?:remote )?branch\b|\bremote ref\b|\bpathspec\b|\brevision\b(?! ["'`][a-z])|\bcommit\b(?! on ref| digest)|\breference is not a tree\b|\brefs?\/(?:heads|tags)\b|\bupstream\b.{0,30}\borigin\b|\brefspec\b|\bgit (?:ref|tag)\b|\bunadvertised object\b/i,
  ),
  ...thing(
    'git-repository',
    /\bgit@[\w.-]{1,200}|\.git\b(?!-)|\bgit (?:clone|fetch|pull|ls-remote|repository)\b|\b(?:https?|ssh):\/\/(?:[\w:@-]{1,80})?(?:github|gitlab|bitbucket)\.[\w.-]{2,80}\/(?!.{0,120}(?:releases\/download|archive\/|raw\/))|\bgit\.[\w-]{2,60}\.[a-z]{2,10}\b|\bremote repository\b|\bpublickey\b|\bssh: connect to host\b|\bfatal: repository\b|\bCloning into\b|\bdeploy key\b/i,
  ),
  ...thing('package-index', indexHosts),
  ...thing(
    'package',
    /\b(?:packages?(?!\.json|-lock)|distribution|gem|crate|artifact|dependency|dependencies|requirement|module providing package|wheel|formula|plugin)\b/i,
    /\b(?:InRelease|Release file|APKINDEX|Packages\.gz|mirrorlist|metadata for repo|index files)\b|\bapt\b|\bapt-get\b|\/simple\/|\bnpm (?:ERR!|error)|\b@[\w-]{1,60}\/[\w.-]{1,80}@/i,
  ),
  ...thing(
    'lock-file',
    /\block ?file\b|\bpackage-lock\.json\b|\byarn\.lock\b|\bpnpm-lock\b|\bpoetry\.lock\b|\bPipfile\.lock\b|\bcomposer\.lock\b|\bGemfile\.lock\b|\bCargo\.lock\b|\bgo\.sum\b|\buv\.lock\b|\b(?:pubspec|mix|flake|deno|bun|pdm|pixi|packages|shard|Podfile|Cartfile|conda|gradle|cabal\.project)\.(?:lock|freeze|resolved)\b/i,
  ),
  ...thing(
    'download',
    /^(?:curl|wget)\b|\bcurl: \(|\bwget: |\breleases\/download\b|\braw\.githubusercontent\.com\b|\bobjects\.githubusercontent\.com\b|\bURL returned error\b|\bdownload(?:ing|ed)?\b(?! metadata| failed after attempts| failed, retrying)|\bHTTP request sent, awaiting response\b|\bstorage\.googleapis\.com\b|\bADD failed\b|\bADD http|\bInvoke-WebRequest\b/i,
  ),
  ...thing(
    'source-code',
    /[\w./@-]{1,160}\.(?:vue|tsx?|jsx?|mjs|svelte|go|rs|java|kt|scala|cs|cpp|cc|swift|scss|less|css|php|rb)(?=[:(\s,'"`]|$)/,
  ),
  ...thing(
    'service',
    /\blookup (?!docker )[a-z][a-z0-9-]{1,60}(?: on |: )|\b(?:ENOTFOUND|EAI_AGAIN) [a-z][a-z0-9-]{1,60}(?=\s|$)|\bhost name "[a-z][a-z0-9-]{1,60}"/,
    /\b(?:postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbitmq|amqp|kafka|zookeeper|elasticsearch|opensearch|cassandra|memcached|consul|etcd|vault|nats|minio|sqlserver|mssql|oracle|db2|cloudant|clickhouse|influxdb|neo4j|keycloak|sqlalchemy|prisma|sequelize|typeorm|hikari|jdbc|psycopg\d?|pymysql|asyncpg|mongoose|ioredis|celery|broker|bootstrap[ .-]?servers?|database|datasource|upstream|smtp|ldap)\b/i,
    /:(?:5432|5433|3306|33060|27017|6379|6380|5672|5671|9092|9093|2181|9200|9300|9042|11211|8500|2379|8200|4222|1433|1521|50000|8123|8086|7687)\b/,
  ),
  ...thing(
    'engine',
    /\b(?:https?|tcp):\/\/docker:23\d\d\b|\blookup docker\b|\bcli-plugins\/docker-\w|\bdocker(?:\.sock|_engine| daemon| engine)\b|\bdockerd\b|\bbuildx\b(?! failed with)|\bbuildkitd?\b(?!-mount)|\bcontainerd\.sock\b|\bpodman\.sock\b|\bcontainer runtime\b|\bDocker Desktop\b/i,
  ),
  ...thing(
    'credential-helper',
    /\bdocker-credential-[\w-]{2,40}|\bcredential helper\b|\bgetting credentials\b|\bcredsStore\b|\bcredHelpers?\b/i,
  ),
  ...thing('dockerfile', /\bdockerfile\b(?!\.v0|:1)|\bContainerfile\b/i),
  ...thing(
    'stage',
    /\bbuild[- ]?stage\b|\btarget stage\b|\bstage name\b|\bCOPY --from\b|\bfrom flag value\b|\bextra base image stage\b/i,
  ),
  ...thing(
    'context-file',
    /\bCOPY failed\b|\bADD failed\b|\bbuild context\b|\bcache key\b|\bchecksum of ref\b|\bcopier\b|\bfiles used from context\b|^(?:COPY|ADD) |\b(?:COPY|ADD) [\w"./[-]|\bcontext\b.{0,20}directory|\bdockerignore\b/,
  ),
  ...thing(
    'cache',
    /\bcache (?:manifest|import(?:er)?|export(?:er)?)\b|\bimporting cache\b|\bexporting cache\b|\bcache-(?:from|to)\b|\bretrieving image from cache\b/i,
  ),
  ...thing(
    'project-file',
    /\b(?:package\.json|pom\.xml|build\.gradle(?:\.kts)?|settings\.gradle|requirements[\w.-]{0,30}\.txt|pyproject\.toml|setup\.py|Pipfile|go\.mod|Cargo\.toml|Gemfile|composer\.json|Makefile|makefile|CMakeLists\.txt|[\w.-]{1,60}\.(?:csproj|sln|fsproj)|tsconfig\.json|angular\.json|MSBUILD|gradlew|mvnw|manage\.py|artisan|mix\.exs|build\.sbt|pubspec\.yaml)\b/,
  ),
  ...thing(
    'compiler',
    /\b(?:gcc|cc1plus|g\+\+|cc1?|clang(?:\+\+)?|make|gmake|cmake|ninja|python3?-config|pkg-config|pkgconf|gyp|node-gyp|autoreconf|libtool|rustc|cargo|gfortran|swig|nasm|protoc|pg_config|mysql_config|Python\.h|vcvarsall|C compiler|build-essential|linker|ld)\b/,
    /\b[\w/-]{1,80}\.h(?:pp)?: No such file/,
    /(?:^|[\s'"`/])(?:c|g)\+\+(?=[\s:'"`]|$)/,
    /\b[Nn]o (?:\w{1,20} )?(?:compiler|toolchain|linker)\b/,
  ),
  ...thing(
    'program',
    /\b(?:OCI runtime|runc|crun|container process|entrypoint|exec user process|shim task|StartError|RunContainerError|containerd task|tini|dumb-init|start(?:ing)? container|container command|CMD|init process)\b/i,
  ),
  ...thing('command', /\b(?:\/bin\/(?:sh|bash|ash)|sh: |bash: |line \d{1,4}:|spawn |RUN )/),
  ...thing(
    'module',
    /\bmodules?\b(?! providing)|\bnode_modules\b|\bimport(?:ed|ing)?\b|\brequire[ds]?\b|\bclass\b|\bassembly\b|\bjarfile\b/i,
  ),
  ...thing(
    'library',
    /\blib[\w+-]{1,50}\.so\b|\bshared (?:object|librar)|\bGLIBC|\bGLIBCXX|\bmusl\b|\blibc\b/,
  ),
  ...thing(
    'setting',
    /\benv(?:ironment)?\b|\bconfig(?:uration)?\b|\bvariable\b|\bsetting\b|\bparameter\b|\bproperty\b/i,
  ),
  ...thing(
    'directory',
    /\b(?:directory|mkdir|folder|\/data|\/var\/|\/etc\/|\/tmp|\/app|\/home|\/usr\/|\/opt\/|\/mnt)\b|\bopen\(\)|\bopen \//i,
  ),
  ...thing('port', /\bport\b|\blisten(?:ing)?\b|\bbind(?:ing)?\b|\b0\.0\.0\.0:\d|\[::\]:\d/i),
  ...thing('probe', /\b(?:readiness|liveness|startup|health)[ -]?(?:probe|check)/i),
  ...thing(
    'volume',
    /\bvolumes?\b(?!\{)|\bMountVolume\b|\bFailedMount\b|\bFailedAttachVolume\b|\bmounts?\b(?!ed)|\bPersistentVolume\w{0,10}|\bpvc\b|\bnfs\b|\bCSI\b|\bmount\.\w{2,8}:/i,
  ),
  ...thing(
    'sandbox',
    /\b(?:pod )?sandbox\b(?! image)|\bCNI\b|\bcni plugin\b|\bnetworkPlugin\b|\bFailedCreatePodSandBox\b|\bset up pod .{0,120}network\b|\bcontainer networking\b|\bendpoint\b.{0,40}network/i,
  ),
  ...thing('secret', /\bsecrets?\b|\bSecretRef\b|\bpull secret/i),
  ...thing('config-map', /\bconfig ?maps?\b/i),
  ...thing('quota', /\bquota\b|\blimits?\.(?:cpu|memory)\b/i),
  ...thing('buildpack', /\bbuildpacks?\b|\bpaketo\b|\bpack build\b/i),
  ...thing('builder', /\blifecycle\b|\bbuilder image\b|\bstack\b/i),
  ...thing(
    'start-command',
    /\b(?:start command|default process|process type|no command|entrypoint provided|CMD or ENTRYPOINT)\b/i,
  ),
  ...thing('runtime', /\b(?:node|python|ruby|java|jdk|jre|go|golang|php|dotnet|\.NET|runtime|engine)\b/i),
  ...thing(
    'bundle',
    /\b(?:source archive|packaged files|build context|package is too large|source upload|bundle|packed directory)\b/i,
  ),
  ...thing('pod', /\bpods?\b|\bcontainers?\b|\bnode was low\b/i),
];
