/**
 * The words around names, language by language. A word that ends in `*` stands for all that begin so; a word of a script
 * without spaces is found within another. Adding a language is one entry. English stands in vocabulary.ts.
 */

/** What words are for. */
export type Role =
  /** Names of kinds. */
  | 'app'
  | 'build'
  | 'job'
  | 'function'
  | 'log'
  | 'event'
  | 'project'
  /** What stands before a place: `in`, `of`. */
  | 'place'
  /** It does not work, or should. */
  | 'trouble'
  /** What begins a question or a wish. */
  | 'ask'
  /** What, which, who. */
  | 'what'
  /** How something is done. */
  | 'how'
  | 'again'
  | 'thanks'
  | 'hello'
  | 'ok'
  /** Words that mean nothing here: articles, pronouns, `not`, `is`. */
  | 'small';

export const languages: Readonly<Record<string, Readonly<Partial<Record<Role, string>>>>> = {
  german: {
    app: 'anwendung anwendungen applikation',
    build: 'bau',
    job: 'auftrag',
    function: 'funktion',
    log: 'protokoll protokolle logdatei logdateien logausgabe ausgabe',
    event: 'ereignis ereignisse',
    project: 'projekt projekte projekten projekts',
    place: 'aus im von für bei auf',
    trouble:
      'kaputt* geht gehen funktionier* läuft laufen fehler* fehlgeschl* fehlschl* schlägt rot abgestürz* stürzt startet starten hängt hakt tot klemmt streikt spinnt ausgefallen ausfall probleme? problem* defekt* abgeraucht down brennt brennen lahm langsam kracht gestorben gescheitert scheitert erreichbar antwortet abgelehnt',
    ask: 'warum wieso weshalb bitte kannst könntest kann könnte wann wo wer zeig zeige gib schau schaue guck prüf prüfe check was',
    what: 'welche welcher welches wer',
    how: 'wie',
    again: 'nochmal nochmals erneut jetzt immer nochmalig wieder weiterhin',
    thanks: 'danke danken dank dankeschön merci',
    hello: 'hallo moin servus tach grüezi guten',
    ok: 'gut super prima klasse passt alles klar egal verstanden tschüss feierabend',
    small:
      'der die das den dem des ein eine einen einem mein meine meinen unser unsere ist sind war wird werden nicht kein keine mit und oder ich du er sie es wir ihr mir uns mal noch auch mehr nur seit schon doch hier da so dann heute gestern morgen jemand läufts los denn gerade um nach zu zum zur am vom bis als wenn dass haben hat habe dir euch sehr vielen',
  },
  french: {
    app: 'application appli applis',
    build: 'construction compilation',
    job: 'tâche tache',
    function: 'fonction',
    log: 'journal journaux trace traces',
    event: 'événement événements evenement evenements évènement évènements',
    project: 'projet projets',
    place: 'dans du sur pour chez en',
    trouble:
      'marche marchent marchait fonctionn* panne échou* echou* échec plante plantent planté plantage tombé* tombe casse cassé cassée cassés démarr* demarr* erreur* bloqu* mort morte rouge problème* probleme* rame foutu* hs indisponible* crash* répond* accessible* foir*',
    ask: 'pourquoi comment est-ce peux-tu pouvez-vous peux montre montrez donne regarde regardez vérifie vérifier svp stp quand où qui quoi',
    what: "que quoi quel quelle quels quelles qui qu'est-ce",
    how: 'comment',
    again: 'encore toujours maintenant nouveau rebelote',
    thanks: 'merci mercis',
    hello: 'bonjour bonsoir salut coucou',
    ok: 'parfait nickel super génial compris entendu',
    small:
      "le la les l' un une des de d' et ou mon ma mes notre nos ton ne n' pas plus est sont c'est ce cette ces ça ca cela il elle on je tu nous vous j'ai a ai été a-t-il y depuis avec sans par au aux se s' me si mais tout quelqu'un peut",
  },
  spanish: {
    app: 'aplicación aplicacion aplicaciones',
    build: 'compilación compilacion construcción',
    job: 'tarea',
    function: 'función funcion',
    log: 'registro registros bitácora bitacora traza trazas',
    event: 'evento eventos',
    project: 'proyecto proyectos',
    place: 'en de del para por a',
    trouble:
      'falla* fallo fallos falló fallado fallando funcion* roto rota rotos rotas rompi* cay* caíd* caid* arranc* inicia* error* errores problema* muert* rojo colg* tarda lent* anda* sirve carga* responde* pasa pasó pasando ocurr* sucede* levant* murió',
    ask: 'por qué porqué porque cómo muestra muéstrame mostrar enseña dame puedes podrías revisa mira cuándo cuando dónde favor porfa verifica',
    what: 'qué que cuál cual cuáles quién quien',
    how: 'cómo como',
    again: 'otra vez nuevo nuevamente ahora todavía aún sigue igual',
    thanks: 'gracias agradecido',
    hello: 'hola buenas buenos',
    ok: 'vale perfecto genial entendido listo bueno claro',
    small:
      'el la los las lo un una unos mi mis tu su nuestro nuestra es son está están esta este esto eso no ni se me te nos le y o con sin ya hay más muy todo pero si al ha he fue desde hace alguien tardes noches días muchas',
  },
  portuguese: {
    app: 'aplicação aplicacao aplicativo',
    build: 'compilação compilacao',
    job: 'tarefa',
    function: 'função funcao',
    log: 'registro registros logs',
    event: 'evento eventos',
    project: 'projeto projetos',
    place: 'no na em do da dos para pra',
    trouble:
      'falh* funcion* quebr* caiu cair erro erros problema* sobe subir subiu travad* travou trava morreu parado parou vermelho lent* inicia* roda* respond* acontec* pifou',
    ask: 'por porque porquê mostra mostre mostrar cadê pode poderia veja olha quando onde favor verifica',
    what: 'que o quê qual quais quem',
    how: 'como',
    again: 'novamente agora ainda denovo novo',
    thanks: 'obrigado obrigada valeu brigado brigada agradeço obg vlw',
    hello: 'olá ola oi bom boa opa',
    ok: 'beleza certo perfeito ótimo entendi blz tá',
    small:
      'o a os as um uma meu minha nosso nossa é são está estão esse essa isso este esta isto não nao e ou com sem já mais muito tudo mas se ao foi tem vez pra eu ele ela dia tarde noite desde alguém',
  },
  italian: {
    app: 'applicazione applicazioni',
    build: 'compilazione',
    function: 'funzione',
    log: 'registri registro',
    event: 'evento eventi',
    project: 'progetto progetti',
    place: 'in di del della dei nel nella su per da',
    trouble:
      'fallit* fallis* fallendo fallo funzion* rotto rotta rotti rotte errore errori problema problemi parte partono partito cadut* giù bloccat* morto morta rosso lenta lento va risponde* crash* avvia* succes* rott*',
    ask: 'perché perche come mostra mostrami fammi puoi potresti vedere guarda controlla quando dove favore',
    what: 'cosa che quale quali chi',
    how: 'come',
    again: 'ancora adesso nuovamente ora sempre riprova',
    thanks: 'grazie ringrazio',
    hello: 'ciao buongiorno buonasera salve',
    ok: 'perfetto capito bene ottimo va',
    small:
      "il lo la i gli le l' un una uno mio mia nostro nostra è e o non si mi ti ci sono sta stanno questo questa quello con senza più anche ma se al ha ho dal mille tutto qualcuno fai",
  },
  dutch: {
    app: 'applicatie',
    job: 'taak',
    function: 'functie',
    log: 'logboek logboeken',
    event: 'gebeurtenis gebeurtenissen',
    project: 'projecten',
    place: 'van op uit bij voor',
    trouble:
      'kapot stuk werkt werken start faal* gefaald mislukt* fout fouten probleem problemen hangt plat eruit gecrasht traag rood dood storing opstarten draait mis',
    ask: 'waarom hoe kun kan laat toon geef kijk bekijk wanneer waar wie alsjeblieft alstublieft',
    what: 'wat welke wie',
    how: 'hoe',
    again: 'opnieuw nog nu weer steeds',
    thanks: 'bedankt dank dankjewel dankje',
    hello: 'hoi hallo goedemorgen goedemiddag goedenavond dag',
    ok: 'oké prima top duidelijk snap',
    small:
      'de het een mijn onze is zijn er niet geen met en of ik je we zien maar ook al dit dat die mij ons wel naar te om',
  },
  polish: {
    app: 'aplikacja aplikacje aplikację',
    build: 'budowanie kompilacja',
    job: 'zadanie',
    function: 'funkcja',
    log: 'logi logów logach dziennik dzienniki',
    event: 'zdarzenia zdarzenie',
    project: 'projekt projekty projekcie projektu',
    place: 'w we z ze dla na do',
    trouble:
      'działa* dziala* padł* padl* leży lezy nie błąd błędy błęd* zepsut* wywal* startuje wstaje zawies* awaria problem* czerwon* wstać sypie sypnął zdechł* ruszył* rusza odpala chodzi',
    ask: 'dlaczego czemu pokaż pokaz daj sprawdź sprawdz możesz proszę kiedy gdzie czy',
    what: 'co który która które kto',
    how: 'jak',
    again: 'znowu znów ponownie teraz jeszcze nadal',
    thanks: 'dzięki dzieki dziękuję dziekuje dzięks',
    hello: 'cześć czesc hej siema witam',
    ok: 'dobra dobrze super spoko jasne',
    small: 'i a to jest są się mi moja mój nasz ten ta te z że u po od do już nam',
  },
  turkish: {
    app: 'uygulama* uygulaması',
    build: 'derleme*',
    job: 'görev*',
    function: 'fonksiyon*',
    log: 'loglar* logları günlük* kayıtlar* logu logunu',
    event: 'olaylar* etkinlik*',
    project: 'proje projeler projede projesi',
    place: 'içinde için',
    trouble:
      'çalış* calis* bozu* patla* çök* coktu cokuyor hata* düştü dustu başla* basla* sorun* açıl* acil* kırıl* başarısız* arıza* takıl* ölü yanıt* gitti kalk*',
    ask: 'neden niye nasıl göster gösterir bak bakar lütfen lutfen var',
    what: 'ne neler hangi hangisi kim',
    how: 'nasıl nasil',
    again: 'tekrar yine hala hâlâ şimdi simdi',
    thanks: 'teşekkürler teşekkür tesekkurler tesekkur sağol sağolun eyvallah',
    hello: 'merhaba selam günaydın',
    ok: 'tamam peki süper harika',
    small: 'bir bu şu o mi mı mu mü ve ile benim bizim değil olarak da de çok yok ederim misin mısın',
  },
  japanese: {
    app: 'アプリ アプリケーション',
    build: 'ビルド',
    job: 'ジョブ',
    function: '関数',
    log: 'ログ',
    event: 'イベント',
    project: 'プロジェクト',
    trouble:
      '壊 落 失敗 動 止 起動 エラー 障害 死 異常 問題 応答 遅 駄目 だめ ダメ 直 おかし 調子 状態 不具合 繋 接続',
    ask: 'なぜ どうして 何故 どうな ですか ますか 教えて 見せて 見て 確認 助けて お願い なんで',
    what: '何 なに どれ どの 誰',
    how: '方法 やり方 するには どうやって どうすれば',
    again: 'もう一度 もう 再度 再 今 また まだ もういちど',
    thanks: 'ありがとう 有難う 感謝 サンキュー 助かりました 助かった',
    hello: 'こんにちは おはよう こんばんは やあ もしもし',
    ok: '了解 わかりました 分かりました はい なるほど 大丈夫 お疲れ様',
  },
  chinese: {
    app: '应用 應用',
    build: '构建 構建 编译',
    job: '任务 任務 作业',
    function: '函数',
    log: '日志 日誌',
    event: '事件',
    project: '项目 專案',
    trouble:
      '坏 壞 挂 掛 失败 失敗 错 錯 问题 問題 故障 启动 啟動 崩 炸 不行 不了 异常 報错 报错 正常 打不开 卡 死 起不来 怎么样 停',
    ask: '为什么 為什麼 怎么 怎麼 怎么了 请 帮 看 查 显示 告诉 吗 呢',
    what: '什么 什麼 哪 谁',
    how: '如何 怎样 怎么',
    again: '再 现在 現在 还 還 重新 又',
    thanks: '谢谢 謝謝 多谢 感谢 辛苦了',
    hello: '你好 您好 早上好 晚上好 大家好 嗨',
    ok: '好的 明白 知道了 收到 好吧 可以',
    small: '的 了 我 你 他 是 不 有 没 这 那 在 个',
  },
  korean: {
    app: '앱 애플리케이션',
    build: '빌드',
    job: '작업',
    function: '함수',
    log: '로그',
    event: '이벤트',
    project: '프로젝트',
    trouble:
      '실패 고장 죽 안 에러 오류 문제 장애 멈 느 떨어 다운 터졌 터짐 깨 이상 상태 실행 시작 떠 뜨 돼 되',
    ask: '왜 어떻게 보여 확인 알려 해줘 주세요 도와 언제',
    what: '뭐 무엇 무슨 어떤 어느 누가',
    how: '어떻게 방법 하려면',
    again: '다시 지금 아직 또 여전히',
    thanks: '감사 고마워 고맙습니다 땡큐',
    hello: '안녕 하이 여보세요',
    ok: '네 알겠습니다 알겠어 좋아 오케이',
  },
  russian: {
    app: 'приложение приложения приложении приложению аппка',
    build: 'сборка сборку сборки сборке билд билда билде билды',
    job: 'задание задача джоб джоба задачу',
    function: 'функция функцию',
    log: 'лог логи логов логах логе лога логами журнал журналы',
    event: 'события событие событий ивенты',
    project: 'проект проекты проекте проекта проектов',
    place: 'в во на у из для с по',
    trouble:
      'работа* упал* падает пада* сломал* сломан* сломав* ошибк* не лежит лёг лег легло запуск* стартует стартов* завис* висит горит проблем* пашет крас* умер* помер* отвал* отвечает недоступ* тормоз* накрыл* глюч* рухнул* валится подним* случил*',
    ask: 'почему зачем как покажи покажите дай посмотри проверь можешь пожалуйста когда где скажи',
    what: 'что чего какие какой какая кто',
    how: 'как',
    again: 'снова опять ещё еще теперь сейчас повтори заново',
    thanks: 'спасибо спс благодарю пасиб спасибки',
    hello: 'привет здравствуй здравствуйте приветствую ку хай добрый',
    ok: 'ок понял понятно ясно хорошо супер отлично ладно норм',
    small:
      'и а но это этот эта он она оно мой моя наш наша мне нам у же ли бы за от до раз всё все большое там так тут да нет',
  },
  ukrainian: {
    app: 'застосунок додаток',
    build: 'збірка збірку збірки білд',
    job: 'завдання',
    function: 'функція',
    log: 'логи логів журнал журнали',
    event: 'події подія подій',
    project: 'проєкт проект проєкти проєкті',
    place: 'у в з із для на по',
    trouble:
      'працю* впа* пада* злама* помилк* не лежить запуска* старту* завис* проблем* здох* горить відповіда* впало недоступ* гальм* стало',
    ask: 'чому навіщо покажи дай подивись перевір будь можеш коли де',
    what: 'що які який яка хто',
    how: 'як',
    again: 'знову ще зараз тепер досі',
    thanks: 'дякую спасибі дякс дяк вдячний',
    hello: 'привіт вітаю добрий',
    ok: 'добре зрозуміло ясно чудово гаразд',
    small: 'і й та це цей ця він вона мій наш мені нам ласка же чи все від до за раз дуже щиро',
  },
  czech: {
    app: 'aplikace aplikaci',
    build: 'sestavení',
    job: 'úloha úlohu',
    function: 'funkce',
    log: 'logy logů log záznamy protokol',
    event: 'události událost',
    project: 'projekt projekty projektu',
    place: 'v ve z ze pro na do',
    trouble:
      'nefunguj* funguj* nejde nejede spad* padá rozbit* rozbil* chyb* nenab* naběh* startuje nestart* problém* zasek* mrtv* červen* nefung* pokaz* neběž* běží',
    ask: 'proč ukaž dej můžeš prosím podívej zkontroluj kdy kde jak',
    what: 'co které který která kdo',
    how: 'jak',
    again: 'znovu zase teď ještě stále opět',
    thanks: 'díky děkuju děkuji dík diky dekuji',
    hello: 'ahoj čau zdravím nazdar dobrý',
    ok: 'dobře jasně super hotovo',
    small: 'a i je jsou to ten ta se mi můj náš ne ale už že s u po od moc den',
  },
  slovak: {
    trouble: 'nefunguj* spadl* spadol pokazen* rozbit* nejde nebež*',
    ask: 'prečo ukáž prosím',
    what: 'čo ktoré',
    thanks: 'ďakujem vďaka',
    again: 'znova znovu teraz',
    small: 'je sú mi',
  },
  croatian: {
    trouble: 'radi rade pokvaren* palo pao pukla puklo pukao greška greške srušil* diže',
    ask: 'zašto pokaži molim daj',
    what: 'što šta koji koje',
    how: 'kako',
    again: 'opet ponovo sada',
    thanks: 'hvala',
    hello: 'bok pozdrav zdravo',
    small: 'je su ne mi moj se u na i sam',
  },
  hindi: {
    log: 'लॉग',
    trouble:
      'chal kharab toot tut tuta tuti gaya band band* fail* nahi nhi ruk* mar atak* gadbad dikkat problem khatam girgaya gir phat gayi टूट खराब नहीं चल',
    ask: 'kyun kyu kyon kaise dikhao dikha batao bata dekho dekh karo zara kab kahan क्यों दिखाओ',
    what: 'kya kaun kaunsa konsa kaunse क्या',
    how: 'kaise',
    again: 'phir fir dobara abhi wapas',
    thanks: 'dhanyavaad dhanyavad dhanyawad shukriya धन्यवाद शुक्रिया',
    hello: 'namaste namaskar नमस्ते',
    ok: 'theek thik accha acha sahi',
    small:
      'hai hain ho ka ki ke ko se mein me mera meri hua hui raha rahi rahe bhai yaar ye yeh wo woh kuch sab aur par bhi hi ne koi है का की',
  },
  swedish: {
    log: 'loggar loggarna loggen logg',
    event: 'händelser',
    project: 'projektet',
    place: 'i på för från',
    trouble:
      'trasig* funkar fungerar kraschar kraschat startar nere sönder fel felar hänger misslyck* död svarar trasigt bygger',
    ask: 'varför visa snälla kan',
    what: 'vad vilka vilken vem',
    how: 'hur',
    again: 'igen nu fortfarande',
    thanks: 'tack tusen',
    hello: 'hej hejsan tjena',
    ok: 'okej bra fint',
    small: 'är det den en ett inte min vår och att som har jag vi så mycket du',
  },
  danish: {
    log: 'logfiler loggene',
    trouble:
      'virker fungerer nede ødelagt fejl fejler starter crasher gået knækket svarer feiler ødelagte kræsjer',
    ask: 'hvorfor vis vær',
    what: 'hva hvad hvilke hvilken',
    how: 'hvordan',
    again: 'igen igjen nå stadig fortsatt',
    thanks: 'takk tak',
    hello: 'hej hei heisann',
    small: 'er det den en et ikke min vår og på jeg vi til mange',
  },
  finnish: {
    log: 'logit lokit loki',
    trouble: 'toimi toimii rikki kaatu* epäonnistu* virhe* käynnisty* jumissa poikki vika alhaalla',
    ask: 'miksi näytä voitko',
    what: 'mikä mitkä mitä kuka',
    how: 'miten kuinka',
    again: 'taas uudelleen nyt vielä',
    thanks: 'kiitos kiitti',
    hello: 'moi hei terve moikka',
    small: 'on ei se ja en minun ovat ole',
  },
  hungarian: {
    log: 'naplók napló logok logokat',
    trouble: 'működik rossz hibás hiba hibák elromlott leállt indul áll meghalt halott összeomlott baj szar',
    ask: 'miért mutasd kérlek',
    what: 'mi melyik mik ki',
    how: 'hogyan hogy',
    again: 'újra megint most',
    thanks: 'köszönöm köszi kösz',
    hello: 'szia helló sziasztok',
    small: 'a az nem van és is meg egy nekem el',
  },
  romanian: {
    trouble:
      'stricat* căzut cazut pornește porneste eroare erori picat funcțion* functioneaz* crapat crăpat blocat mort',
    ask: 'arată arata poți',
    what: 'ce care',
    how: 'cum',
    again: 'iar din nou acum încă',
    thanks: 'mulțumesc multumesc mersi',
    hello: 'salut bună buna',
    small: 'nu e este și si la de cu a s-a sunt mai',
  },
  greek: {
    log: 'αρχεία καταγραφής',
    trouble: 'δουλεύει χάλασε έπεσε σφάλμα πρόβλημα ξεκινά* ξεκινάει λειτουργεί χαλασμέν* κόλλησε',
    ask: 'γιατί δείξε',
    what: 'τι ποια ποιο',
    how: 'πώς πως',
    again: 'πάλι ξανά τώρα',
    thanks: 'ευχαριστώ',
    hello: 'γεια γειά καλημέρα',
    small: 'δεν το η ο τα είναι μου στο και',
  },
  indonesian: {
    trouble: 'rusak gagal mati jalan error* jatuh bermasalah masalah lambat hidup nyala',
    ask: 'kenapa mengapa tolong tampilkan lihat coba',
    what: 'apa mana siapa',
    how: 'bagaimana gimana cara',
    again: 'lagi sekarang masih ulang',
    thanks: 'terima kasih makasih',
    hello: 'halo hai selamat',
    small: 'tidak bisa gak ga yang ini itu saya kami di dan sudah nya dong ya',
  },
  vietnamese: {
    log: 'nhật ký',
    trouble: 'lỗi hỏng chạy chết sập khởi động vấn đề hư',
    ask: 'tại sao xem giúp vì',
    what: 'gì cái nào',
    how: 'làm thế',
    again: 'lại bây giờ',
    thanks: 'cảm ơn cám',
    hello: 'xin chào',
    small: 'không bị được là có của tôi thể',
  },
  arabic: {
    log: 'سجل السجلات سجلات',
    trouble: 'يعمل تعمل معطل معطلة خطأ فشل توقف مشكلة سقط',
    ask: 'لماذا ليش أرني اعرض',
    what: 'ما ماذا أي',
    how: 'كيف',
    again: 'مرة أخرى الآن',
    thanks: 'شكرا شكرًا',
    hello: 'مرحبا السلام أهلا',
    small: 'لا هو هي في من على عليكم',
  },
  hebrew: {
    log: 'לוגים לוג',
    trouble: 'עובד עובדת נפל נפלה שבור שגיאה תקוע קרס בעיה',
    ask: 'למה תראה',
    what: 'מה איזה',
    how: 'איך',
    again: 'שוב עכשיו',
    thanks: 'תודה',
    hello: 'שלום היי',
    small: 'לא זה של את',
  },
  thai: {
    log: 'ล็อก',
    trouble: 'พัง ล่ม ไม่ทำงาน เสีย ผิดพลาด',
    ask: 'ทำไม ดู',
    what: 'อะไร',
    again: 'อีกครั้ง',
    thanks: 'ขอบคุณ',
    hello: 'สวัสดี',
  },
};

/** The words of all languages that have this role, as one list. */
export function inAllLanguages(role: Role): string {
  return Object.values(languages)
    .map((language) => language[role] ?? '')
    .join(' ');
}
