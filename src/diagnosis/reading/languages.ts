/**
 * What tools say in other languages, said in English: GNU's tools, git, apt, PostgreSQL's client and Windows follow the
 * language of the machine. The names in a line stay. Sources: the projects' own catalogues of messages.
 */

/** One sentence: how it is worded in other languages, and in English. `$1` stands for a name in it. */
interface Wording {
  readonly says: RegExp;
  readonly english: string;
}

const same = (english: string, ...says: readonly RegExp[]): readonly Wording[] =>
  says.map((one) => ({ says: one, english }));

const wordings: readonly Wording[] = [
  ...same(
    'No such file or directory',
    /Datei oder Verzeichnis nicht gefunden|Aucun fichier ou dossier de ce (?:type|nom)|No existe el (?:archivo|fichero) o (?:el )?directorio|File o directory non esistente|(?:Arquivo|Ficheiro) ou diret[óo]rio (?:não encontrado|inexistente)|Нет такого файла или каталога|そのようなファイルやディレクトリはありません|没有那个文件或目录|沒有此一檔案或目錄|그런 파일이나 디렉터리가 없습니다/,
  ),
  ...same(
    'command not found',
    /Kommando nicht gefunden|Befehl nicht gefunden|commande introuvable|(?:orden|comando) no encontrad[ao]|comando non trovato|comando não encontrado|команда не найдена|コマンドが見つかりません|未找到命令|找不到命令|명령어를 찾을 수 없음/,
  ),
  ...same(
    'Permission denied',
    /Keine Berechtigung|Permission non accordée|Permiso denegado|Permesso negato|Permissão negada|Отказано в доступе|許可がありません|权限不够|拒絕不符權限的操作|허가 거부/,
  ),
  ...same(
    'No space left on device',
    /Auf dem Gerät ist kein Speicherplatz mehr verfügbar|Aucun espace disponible sur le périphérique|No queda espacio en el dispositivo|Spazio esaurito sul device|Não há espaço disponível no dispositivo|На устройстве не осталось свободного места|デバイスに空き領域がありません|设备上没有空间|裝置上已無多餘空間/,
  ),
  ...same(
    'Connection refused',
    /Verbindungsaufbau abgelehnt|Connexion refusée|Conexión rehusada|Connessione rifiutata|Conexão recusada|В соединении отказано|接続を拒否されました|拒绝连接|연결이 거부됨/,
  ),
  ...same(
    'Connection timed out',
    /Die Wartezeit für die Verbindung ist abgelaufen|Connexion terminée par expiration du délai d'attente|Expiró el tiempo de conexión|Connessione scaduta|Tempo esgotado para conexão|Время ожидания соединения истекло|接続がタイムアウトしました|连接超时/,
  ),
  ...same(
    'Temporary failure in name resolution',
    /Temporärer Fehler bei der Namensauflösung|Échec temporaire dans la résolution du nom|Fallo temporal en la resolución del nombre|名前解決に一時的に失敗しました|域名解析暂时失败/,
  ),
  ...same(
    'Segmentation fault',
    /Speicherzugriffsfehler|Erreur de segmentation|Violación de segmento|Errore di segmentazione|Falha de segmentação|Ошибка сегментирования|段错误/,
  ),
  ...same('Killed', /^(?:Getötet|Processus arrêté|Terminado \(killed\)|Ucciso|Morto|Убито|強制終了|已杀死)$/),
  // Compilers and make
  ...same(
    'fatal error:',
    /schwerwiegender Fehler:|erreur fatale\s?:|error fatal:|errore irreversibile:|致命的エラー:|致命错误：/,
  ),
  ...same(': error:', /: (?:Fehler|erreur|errore|erro|エラー|ошибка)\s?:|[:：] ?错误[:：]/),
  ...same('] Error $1', /\] (?:Fehler|Erreur|Errore|Erro|Ошибка|エラー|错误) (\d{1,3})$/),
  ...same(
    'undefined reference to',
    /undefinierter Verweis auf|référence indéfinie vers|referencia a .{0,2}sin definir|对.{0,80}未定义的引用/,
  ),
  // git
  ...same(
    "repository '$1' not found",
    /(?:Repository|dépôt|repositorio|repository|repositório|репозиторий|リポジトリ|仓库) ?['»「](\S{3,300})['«」] ?(?:nicht gefunden|non trouvé|introuvable|no encontrado|non trovato|não encontrado|не найден|が見つかりません|未找到)/,
  ),
  ...same(
    "Authentication failed for '$1'",
    /(?:Authentifizierung fehlgeschlagen für|Échec d'authentification pour|[Aa]utenticación falló para|[Ff]alló la autenticación para|Autenticazione non riuscita per|身份验证失败) ?'(\S{3,300})'/,
  ),
  ...same(
    'Remote branch $1 not found in upstream origin',
    /(?:Remote-Branch (\S{1,200}) nicht im Upstream-Repository \S{1,80} gefunden|La branche distante (\S{1,200}) n'a pas été trouvée dans le dépôt amont \S{1,80}|[Rr]ama remota (\S{1,200}) no encontrada en upstream \S{1,80}|远程分支 (\S{1,200}) 在上游 \S{1,80} 未发现)/,
  ),
  ...same(
    "unable to access '$1':",
    /(?:Konnte nicht auf '(\S{3,300})' zugreifen:|impossible d'accéder à '(\S{3,300})'\s?:|no es posible acceder a '(\S{3,300})':|无法访问 '(\S{3,300})'[:：])/,
  ),
  // apt
  ...same(
    'Unable to locate package $1',
    /(?:Paket (\S{1,120}) kann nicht gefunden werden|Impossible de trouver le paquet (\S{1,120})|No se ha podido localizar el paquete (\S{1,120})|Impossibile trovare il pacchetto (\S{1,120})|Impossível encontrar o pacote (\S{1,120})|Не удалось найти пакет (\S{1,120})|パッケージ (\S{1,120}) が見つかりません|无法定位软件包 (\S{1,120}))/,
  ),
  // PostgreSQL's client
  ...same(
    'connection to server at "$1"',
    /(?:Verbindung zum Server auf|la conexión al servidor en|la connexion au serveur sur|сервер) ?["»«] ?([\w.-]{1,200}) ?["»«]/,
  ),
  // Windows
  ...same(
    "'$1' is not recognized as an internal or external command",
    /(?:Der Befehl "([^"]{1,120})" ist entweder falsch geschrieben|'([^']{1,120})' n'est pas reconnu en tant que commande|"?([^"\s]{1,120})"? no se reconoce como un comando|'([^']{1,120})' não é reconhecido como um comando|"([^"]{1,120})" non è riconosciuto come comando|'([^']{1,120})' 不是内部或外部命令)/,
  ),
  ...same(
    'The system cannot find the file specified',
    /Das System kann die angegebene Datei nicht finden|Le fichier spécifié est introuvable|El sistema no puede encontrar el archivo especificado|系统找不到指定的文件/,
  ),
  ...same(
    'Access is denied',
    /Zugriff verweigert|Accès refusé|Acceso denegado|Accesso negato|Acesso negado|拒绝访问/,
  ),
];

/** A letter, or a word, without which none of these languages gets by in its messages of trouble. */
const foreign =
  /[\u00c0-\u00ff\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]|\b(?:nicht|Fehler|Datei|Paket|Keine|Zugriff|[Ee]rreur|introuvable|trouver|paquet|denegad[ao]|encontrad[ao]|localizar|negato|negada|trovato|[Ee]rrore?|reconoce|reconnu|entweder|puerto|Getötet|Speicherzugriffsfehler)\b/;

/** The line with what it says in English, where it says something known in another language. */
export function inEnglish(text: string): string {
  if (!foreign.test(text)) return text;
  let said = text;
  for (const { says, english } of wordings) {
    said = said.replace(says, (...found) => {
      const name = found.slice(1, -2).find((group): group is string => typeof group === 'string');
      // A function: a name may hold `$&`, which would be replaced in its turn.
      return english.replace('$1', () => name ?? '');
    });
  }
  return said;
}
