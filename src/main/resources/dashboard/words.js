/** What the pages say, in English and Italian. */

const WORDS = {
  surveys: ["Surveys", "Sondaggi"], users: ["Users", "Utenti"], keys: ["API keys", "Chiavi API"], account: ["Account", "Profilo"],
  logOut: ["Log out", "Esci"], logIn: ["Log in", "Accedi"], language: ["Language", "Lingua"], skip: ["Skip to content", "Vai al contenuto"], menu: ["Main", "Principale"],
  email: ["E-mail", "E-mail"], password: ["Password", "Password"], name: ["Name", "Nome"], role: ["Role", "Ruolo"],
  expired: ["Your session has ended. Log in to go on where you were.", "La sessione è terminata. Accedi per riprendere da dove eri."],
  setupTitle: ["Set up Voce", "Configura Voce"],
  setupText: ["You are the first here. Make your account: you will be the administrator.", "Sei la prima persona qui. Crea il tuo profilo: avrai il ruolo di amministrazione."],
  setupNeeded: ["Nobody can log in yet. Open the link that Voce printed when it started.", "Nessuno può ancora accedere. Apri il link che Voce ha stampato all'avvio."],
  create: ["Create", "Crea"], joinTitle: ["Choose your password", "Scegli la password"], passwordHint: ["At least 10 characters", "Almeno 10 caratteri"],
  save: ["Save", "Salva"], remove: ["Remove", "Rimuovi"],
  retry: ["Try again", "Riprova"], noRights: ["Your role does not show this page.", "Il tuo ruolo non prevede questa pagina."], notFound: ["There is nothing at this address.", "Non c'è nulla a questo indirizzo."],
  away: ["Voce can't be reached. These are the figures of {time}; trying again.", "Voce non è raggiungibile. Questi sono i dati delle {time}; nuovo tentativo in corso."],
  updated: ["Live · {time}", "In diretta · {time}"],

  newSurvey: ["New survey", "Nuovo sondaggio"], noSurveys: ["No surveys yet. The first one takes a minute.", "Ancora nessun sondaggio. Il primo richiede un minuto."],
  todayCount: ["{n} today", "{n} oggi"], lastYear: ["last 12 months", "ultimi 12 mesi"], sample: ["Sample data", "Dati di esempio"],
  sampleText: ["These answers are made up, to show what Voce does.", "Queste risposte sono inventate, per mostrare che cosa fa Voce."],
  removeSample: ["Remove sample data", "Rimuovi i dati di esempio"], noScore: ["No question with a score", "Nessuna domanda con punteggio"],
  DRAFT: ["Draft", "Bozza"], LIVE: ["Live", "Attivo"], PAUSED: ["Paused", "In pausa"], CLOSED: ["Closed", "Chiuso"],

  figures: ["Figures", "Risultati"], edit: ["Edit", "Modifica"], share: ["Share", "Condividi"], question: ["Question", "Domanda"],
  range: ["Range", "Intervallo"], by: ["By", "Per"], day: ["Day", "Giorno"], week: ["Week", "Settimana"], month: ["Month", "Mese"], quarterUnit: ["Quarter", "Trimestre"], year: ["Year", "Anno"],
  r30: ["Last 30 days", "Ultimi 30 giorni"], r90: ["Last 90 days", "Ultimi 90 giorni"], r12: ["Last 12 months", "Ultimi 12 mesi"], r36: ["Last 3 years", "Ultimi 3 anni"], custom: ["Other dates", "Altre date"],
  firstDay: ["First day", "Primo giorno"], lastDay: ["Last day", "Ultimo giorno"], zone: ["Time zone", "Fuso orario"],
  window: ["Each point", "Ogni punto"], windowNone: ["its own period", "il suo periodo"], windowDays: ["the {n} days before", "i {n} giorni precedenti"],
  quarter: ["Q{n}", "T{n}"], weekOf: ["week of {day}", "settimana del {day}"], soFar: ["{period} so far", "{period}, finora"],

  summary: ["{value}, between {lower} and {upper}, from {answers}\u00a0·\u00a0{level}", "{value}, tra {lower} e {upper}, su {answers}\u00a0·\u00a0{level}"],
  oneAnswer: ["{n} answer", "{n} risposta"], answers: ["{n} answers", "{n} risposte"], answersTitle: ["Answers", "Risposte"],
  noAnswers: ["No answers yet", "Ancora nessuna risposta"], noAnswersHere: ["No answers in this range", "Nessuna risposta in questo intervallo"],
  tooFew: ["Only {answers}: too few for a score", "Solo {answers}: troppo poche per un punteggio"], few: ["few answers", "poche risposte"],
  rise: ["Clear rise: {delta}{unit} (between {lower} and {upper})", "Aumento netto: {delta}{unit} (tra {lower} e {upper})"],
  fall: ["Clear fall: {delta}{unit} (between {lower} and {upper})", "Calo netto: {delta}{unit} (tra {lower} e {upper})"],
  changeUnclear: ["No clear change: {delta} could be chance (between {lower} and {upper})", "Nessuna variazione chiara: {delta} può essere un caso (tra {lower} e {upper})"],
  point: ["point", "punto"], points: ["points", "punti"], more: ["About {n} more answers for ±{margin}", "Circa {n} risposte in più per ±{margin}"],
  mean: ["Mean {mean} on {min}–{max}", "Media {mean} su {min}–{max}"], net: ["net {net}", "netto {net}"],
  rate: ["answered, {started} of {shown} asked.", "ha risposto, {started} su {shown}."], rateUnknown: ["How many were asked is not known.", "Non si sa a quanti è stato chiesto."],
  silent: ["People who didn't answer may feel differently.", "Chi non ha risposto può pensarla diversamente."],

  trend: ["Trend", "Andamento"], trendNote: ["Band: where the figure lies with 95 % confidence. Bars: number of answers. Periods under 10 answers have no score.", "Fascia: dove si trova il valore con il 95 % di confidenza. Barre: numero di risposte. Sotto le 10 risposte il periodo non ha punteggio."],
  addNote: ["Pin a note to a day", "Appunta una nota a un giorno"], noteExample: ["New courier", "Nuovo corriere"],
  period: ["Period", "Periodo"], figure: ["Figure", "Valore"], from: ["From", "Da"], to: ["To", "A"], table: ["Table", "Tabella"],
  classes: ["Who answered how", "Come hanno risposto"], class: ["Class", "Classe"], share_: ["Share", "Quota"], distribution: ["Answers by score", "Risposte per voto"], score: ["Score", "Voto"],
  PROMOTER: ["Promoters", "Promotori"], PASSIVE: ["Passives", "Passivi"], DETRACTOR: ["Detractors", "Detrattori"],
  SATISFIED: ["Satisfied", "Soddisfatti"], NEUTRAL: ["Neutral", "Neutrali"], DISSATISFIED: ["Dissatisfied", "Insoddisfatti"], EASY: ["Easy", "Facile"], DIFFICULT: ["Difficult", "Difficile"],
  segments: ["Where", "Dove"], value: ["Value", "Valore"], above: ["Above the rest", "Sopra gli altri"], below: ["Below the rest", "Sotto gli altri"],
  segmentsNote: ["Line: all answers. Marked where a value differs from the rest beyond chance.", "Linea: tutte le risposte. Segnalato dove un valore si distacca dagli altri oltre il caso."],
  noSegments: ["No value has 10 answers yet.", "Nessun valore ha ancora 10 risposte."], folded: ["{n} with fewer than 10 answers", "{n} con meno di 10 risposte"],
  channel: ["Channel", "Canale"], touchpoint: ["Touchpoint", "Punto di contatto"], locale: ["Language", "Lingua"], none: ["(none)", "(nessuno)"], other: ["(other)", "(altro)"],
  pyramid: ["CX pyramid", "Piramide CX"], pyramidNeeds: ["Needs met", "Bisogni soddisfatti"], pyramidEase: ["Easy", "Facile"], pyramidPleasure: ["Pleasant", "Piacevole"], layer: ["Layer", "Livello"],

  comments: ["Why: comments", "Perché: commenti"], search: ["Search words", "Cerca parole"], csv: ["Export CSV", "Esporta CSV"], noComments: ["No comments here.", "Nessun commento qui."], showMore: ["Show more", "Mostra altri"],
  erase: ["Erase", "Cancella"], eraseSure: ["Erase this response for ever? It leaves every figure.", "Cancellare per sempre questa risposta? Uscirà da tutti i risultati."],
  commentsOnly: ["comments only", "solo commenti"], clear: ["Clear", "Togli"], filters: ["Filters", "Filtri"],

  invite: ["Invite", "Invita"], inviteTitle: ["Invite somebody", "Invita qualcuno"],
  invited: ["Send this link to {name}. It works once, for 7 days, and is shown only now:", "Invia questo link a {name}. Vale una volta sola, per 7 giorni, e si vede solo ora:"],
  inviteAgain: ["New link", "Nuovo link"], pending: ["invited", "invito inviato"], active: ["active", "attivo"], state: ["State", "Stato"], you: ["you", "tu"],
  ADMIN: ["Administrator", "Amministrazione"], EDITOR: ["Editor", "Redazione"], VIEWER: ["Viewer", "Lettura"],
  roleHint: ["Administrators may do everything, editors all but users and keys, viewers look.", "L'amministrazione può tutto, la redazione tutto tranne utenti e chiavi, la lettura solo guardare."],
  removeUser: ["Remove {name}? All their sessions end.", "Rimuovere {name}? Tutte le sue sessioni terminano."],
  copy: ["Copy", "Copia"], copied: ["Copied", "Copiato"],
  newKey: ["Make a key", "Crea una chiave"], scopes: ["Scopes", "Permessi"], expires: ["Expires", "Scade"], never: ["never", "mai"], lastUsed: ["Last used", "Ultimo uso"], created: ["Created", "Creata"], revoke: ["Revoke", "Revoca"],
  revokeSure: ["Revoke “{name}”? Programs with this key are out within two seconds.", "Revocare «{name}»? I programmi con questa chiave restano fuori entro due secondi."],
  secret: ["The key, shown only now:", "La chiave, visibile solo ora:"], optional: ["optional", "facoltativo"],
  "responses:write": ["Send answers", "Inviare risposte"], read: ["Read", "Leggere"], manage: ["Manage", "Gestire"],
  changePassword: ["Change password", "Cambia password"], current: ["Present password", "Password attuale"], newPassword: ["New password", "Nuova password"],
  passwordChanged: ["Changed. Your other sessions have ended.", "Cambiata. Le tue altre sessioni sono terminate."],

  chooseTemplate: ["Start from a template, or from nothing", "Parti da un modello, o da zero"], empty: ["Empty survey", "Sondaggio vuoto"], emptyText: ["One question of your own", "Una domanda tutta tua"],
  settings: ["Settings", "Impostazioni"], questions: ["Questions", "Domande"], languages: ["Languages", "Lingue"], languagesHint: ["Separated by commas, such as en, it", "Separate da virgole, per esempio en, it"],
  segmentsField: ["Segments", "Segmenti"], segmentsHint: ["Attributes to compare, such as plan, country", "Attributi da confrontare, per esempio plan, country"],
  origins: ["Allowed pages", "Pagine ammesse"], originsHint: ["Such as https://shop.example; any when empty", "Per esempio https://shop.example; tutte se vuoto"],
  addQuestion: ["Add question", "Aggiungi domanda"], type: ["Type", "Tipo"], scale: ["Scale", "Scala"], look: ["Look", "Aspetto"], required: ["Required", "Obbligatoria"], key: ["Key", "Chiave"], text: ["Text", "Testo"],
  up: ["Move up", "Sposta su"], down: ["Move down", "Sposta giù"], askWhen: ["Asked", "Si chiede"], always: ["always", "sempre"], afterClass: ["after: {class}", "dopo: {class}"], after: ["after question {question}", "dopo la domanda {question}"],
  options: ["Options", "Opzioni"], addOption: ["Add option", "Aggiungi opzione"], multiple: ["Several may be chosen", "Se ne possono scegliere più d'una"],
  labelMin: ["Words at the low end", "Parole in fondo"], labelMax: ["Words at the high end", "Parole in cima"], thanks: ["Thank-you", "Ringraziamento"],
  NPS: ["Recommendation (NPS)", "Raccomandazione (NPS)"], CSAT: ["Satisfaction (CSAT)", "Soddisfazione (CSAT)"], CES: ["Effort (CES)", "Sforzo (CES)"], RATING: ["Rating", "Valutazione"], CHOICE: ["Choice", "Scelta"], TEXT: ["Comment", "Commento"],
  NUMBERS: ["Numbers", "Numeri"], STARS: ["Stars", "Stelle"], SMILEYS: ["Smileys", "Faccine"], THUMBS: ["Thumbs", "Pollici"],
  publish: ["Publish", "Pubblica"], pause: ["Pause", "Metti in pausa"], resume: ["Resume", "Riattiva"], close: ["Close", "Chiudi"], closeSure: ["Close for good? A closed survey takes no new answers.", "Chiudere definitivamente? Un sondaggio chiuso non accetta nuove risposte."],
  deleteSurvey: ["Delete", "Elimina"], deleteSure: ["Delete “{name}” with all its answers? This can't be undone.", "Eliminare «{name}» con tutte le risposte? Non si può annullare."],
  saved: ["Saved.", "Salvato."], newVersion: ["Saved as a new version: answers given before stay with the question as it was, and scales never mix.", "Salvato come nuova versione: le risposte già date restano alla domanda com'era, e le scale non si mescolano."],
  preview: ["Preview", "Anteprima"], previewOnPage: ["Saved state on a page", "Stato salvato su una pagina"], previewFrom: ["From question", "Dalla domanda"], again: ["Start over", "Ricomincia"],
  previewNote: ["The real widget, with what you are writing. Nothing you click here is stored.", "Il vero widget, con ciò che stai scrivendo. Nulla di ciò che clicchi qui viene salvato."], previewFailed: ["The widget could not be loaded.", "Non è stato possibile caricare il widget."],
  oneFlaw: ["One thing is to be mended before this can be saved. The preview shows the last state without it.", "Una cosa va corretta prima di salvare. L'anteprima mostra l'ultimo stato corretto."],
  flaws: ["{n} things are to be mended before this can be saved. The preview shows the last state without them.", "{n} cose vanno corrette prima di salvare. L'anteprima mostra l'ultimo stato corretto."],
  displayTitle: ["When it asks", "Quando chiede"], displayNote: ["Every condition that is set has to hold. Empty fields set none.", "Devono valere tutte le condizioni impostate. I campi vuoti non ne impongono."],
  delay: ["Seconds on the page (0–3,600)", "Secondi sulla pagina (0–3.600)"], scroll: ["Percent of the page seen (1–100)", "Percentuale di pagina vista (1–100)"], displayShare: ["Percent of visitors asked (1–100)", "Percentuale di visitatori a cui si chiede (1–100)"],
  include: ["Only on these pages", "Solo su queste pagine"], exclude: ["Not on these pages", "Non su queste pagine"], patternHint: ["Such as /shop/*, separated by commas", "Per esempio /shop/*, separate da virgole"],
  event: ["After an event of the page", "Dopo un evento della pagina"], eventHint: ["Its name, such as order_completed", "Il nome, per esempio order_completed"],
  repeatDays: ["Days until the same person is asked again (0–3,650)", "Giorni prima di richiedere alla stessa persona (0–3.650)"], pauseDays: ["Days after another survey (0–3,650)", "Giorni dopo un altro sondaggio (0–3.650)"], onCall: ["Only when the page calls for it", "Solo quando la pagina lo chiede"],
  appearanceTitle: ["How it looks", "Come appare"], presentation: ["Place", "Posto"], presentationNone: ["In a corner", "In un angolo"], MODAL: ["Over the page", "Sopra la pagina"],
  position: ["Corner", "Angolo"], positionNone: ["Below right", "In basso a destra"], BOTTOM_LEFT: ["Below left", "In basso a sinistra"],
  theme: ["Light or dark", "Chiaro o scuro"], themeNone: ["As the visitor's system", "Come il sistema del visitatore"], LIGHT: ["Light", "Chiaro"], DARK: ["Dark", "Scuro"],
  ownAccent: ["Own colour", "Colore proprio"], accent: ["Colour of what is chosen", "Colore di ciò che si sceglie"], privacy: ["Privacy page", "Pagina sulla privacy"], privacyHint: ["Its address, linked beneath the questions", "L'indirizzo, con un link sotto le domande"],
  thanksMore: ["Link, voucher, contact", "Link, buono, contatto"], thanksLink: ["Address of a button", "Indirizzo di un pulsante"], voucher: ["Voucher", "Buono"], contact: ["Ask whether you may get in touch", "Chiedi se puoi metterti in contatto"],
  textFor: ["Other words by answer", "Altre parole secondo la risposta"], textForNote: ["Where empty, the text above is asked.", "Se vuoto, si usa il testo qui sopra."],
  effectTitle: ["What this does to answers already given", "Effetto sulle risposte già date"],
  changeNothing: ["Nothing: only words or settings change, answers and figures stay as they are.", "Nessuno: cambiano solo parole o impostazioni, risposte e risultati restano come sono."],
  changeQuestion: ["The new question {what}: only later answers have it.", "La nuova domanda {what}: l'avranno solo le risposte future."], changeOption: ["New options of {what}: only later answers can choose them.", "Nuove opzioni di {what}: le potranno scegliere solo le risposte future."],
  changeMultiple: ["{what}: later answers may choose several; those given keep their one.", "{what}: le risposte future potranno sceglierne più d'una; quelle già date restano."],
  changeScale: ["A new version: the figures of {what} start anew. Earlier answers stay with the question as it was; scales never mix.", "Una nuova versione: i risultati di {what} ripartono da zero. Le risposte precedenti restano alla domanda com'era; le scale non si mescolano."],
  changeOptionGone: ["A new version: {what} loses an option, so its figures start anew. Earlier answers stay with the question as it was.", "Una nuova versione: {what} perde un'opzione, quindi i suoi risultati ripartono da zero. Le risposte precedenti restano alla domanda com'era."],
  changeGone: ["A new version: {what} is no longer asked. Its earlier answers stay.", "Una nuova versione: {what} non si chiede più. Le risposte già date restano."],
  changeSegment: ["The segment {what}: answers already given are counted by it in the background.", "Il segmento {what}: le risposte già date si contano in background."], changeSegmentGone: ["The segment {what}: figures are no longer broken down by it; answers keep it.", "Il segmento {what}: i risultati non si dividono più così; le risposte lo conservano."],
  conflict: ["Somebody else changed this survey meanwhile. Load it again, then change it.", "Qualcun altro ha modificato intanto questo sondaggio. Ricaricalo, poi modificalo."],
  shareLink: ["Link", "Link"], shareLinkText: ["For mails, messages and posters.", "Per e-mail, messaggi e poster."], shareScript: ["On your page", "Sulla tua pagina"], shareScriptText: ["Paste this line before the end of the page's body.", "Incolla questa riga prima della fine del corpo della pagina."],
  shareTag: ["In a tag manager", "In un tag manager"], shareTagText: ["As a custom HTML tag. Tag managers strip attributes, so the address says which survey.", "Come tag HTML personalizzato. I tag manager tolgono gli attributi, perciò il sondaggio sta nell'indirizzo."],
  shareCurl: ["From a server", "Da un server"], shareCurlText: ["Or from a terminal, to try it.", "O da un terminale, per provare."], notLive: ["Nobody can answer yet: this survey is not live.", "Nessuno può ancora rispondere: il sondaggio non è attivo."],
  sharePreview: ["Preview", "Anteprima"], sharePreviewText: ["The survey on an invented shop's page. Answers given there are tests until it is live.", "Il sondaggio sulla pagina di un negozio inventato. Finché non è attivo, le risposte date lì sono prove."], sharePreviewOpen: ["Open the preview", "Apri l'anteprima"],
  shareCode: ["QR code", "Codice QR"], shareCodeText: ["For posters, receipts and tables. Answers come in under the channel “poster”.", "Per poster, scontrini e tavoli. Le risposte arrivano con il canale «poster»."], shareCodeAlt: ["QR code that leads to the survey", "Codice QR che porta al sondaggio"], shareCodeLoad: ["Download (SVG)", "Scarica (SVG)"],
  shareMail: ["In an e-mail", "In un'e-mail"], shareMailText: ["HTML with a link per score, to paste where your mailing program takes HTML.", "HTML con un link per voto, da incollare dove il tuo programma di invio accetta HTML."],
  shareKiosk: ["On a tablet in the shop", "Su un tablet in negozio"], shareKioskText: ["Starts again by itself for the next person, and keeps nothing on the tablet.", "Riparte da solo per la persona successiva e non conserva nulla sul tablet."], shareKioskOpen: ["Open it", "Apri"],
  seenOn: ["Your visitors have seen it on:", "I tuoi visitatori l'hanno visto su:"], seenNowhere: ["Not seen on any page yet. Open your page until the survey shows: it appears here within seconds.", "Non ancora visto su nessuna pagina. Apri la tua pagina finché compare il sondaggio: qui si vede entro pochi secondi."],
  lastSeen: ["Widget last seen on {host}, {time}", "Widget visto l'ultima volta su {host}, {time}"],
  markSpam: ["Spam", "Spam"], markTest: ["Test", "Prova"], unmark: ["Count it again", "Conta di nuovo"], markedSPAM: ["Spam, not counted", "Spam, non conta"], markedTEST: ["Test, not counted", "Prova, non conta"],
  people: ["People's rights", "Diritti delle persone"], peopleText: ["What is known of a person who answered, across all surveys. Look up the name or number that your pages or servers sent with the answers.", "Che cosa si sa di una persona che ha risposto, in tutti i sondaggi. Cerca il nome o numero che le tue pagine o i tuoi server hanno inviato con le risposte."],
  respondent: ["Respondent", "Persona"], lookUp: ["Look up", "Cerca"], nothingKnown: ["Nothing is known of “{respondent}”.", "Di «{respondent}» non si sa nulla."], saveJson: ["Download (JSON)", "Scarica (JSON)"],
  erasePerson: ["Erase this person", "Cancella questa persona"], erasePersonText: ["Who it was, comments and attributes go for ever, in every survey. And the scores?", "Chi era, i commenti e gli attributi spariscono per sempre, in ogni sondaggio. E i voti?"],
  keepFigures: ["They stay in the figures, as nobody's", "Restano nei risultati, senza un nome"], removeFigures: ["They go too, and the figures change", "Spariscono anche loro, e i risultati cambiano"],
  erasePersonSure: ["Erase “{respondent}” for ever? This can't be undone.", "Cancellare «{respondent}» per sempre? Non si può annullare."], erasedPerson: ["“{respondent}” is erased: {responses} in surveys: {n}.", "«{respondent}» è cancellato: {responses}, sondaggi: {n}."],
  lowEffort: ["↑ low effort", "↑ poco sforzo"], target: ["Target", "Obiettivo"], setTarget: ["Set a target", "Imposta un obiettivo"], targetHint: ["None when empty", "Nessuno se vuoto"],
};

const LANGUAGES = ["en", "it"];

let current = localStorage.getItem("voce.language") ?? (navigator.languages.find((tag) => LANGUAGES.includes(tag.slice(0, 2))) ?? "en").slice(0, 2);

export const language = () => current;

export function setLanguage(chosen) {
  current = chosen;
  localStorage.setItem("voce.language", chosen);
}

export function t(key, values = {}) {
  const text = WORDS[key]?.[LANGUAGES.indexOf(current)] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A text that the survey's owner wrote, in the reader's language if there is one. */
export const owners = (texts, survey) => texts?.[current] ?? texts?.[survey?.defaultLocale] ?? Object.values(texts ?? {})[0] ?? "";
