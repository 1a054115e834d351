import type { Catalog } from '../catalog.js';

/**
 * German. The reader is “Sie”.
 *
 * | English               | German                                                        |
 * | --------------------- | ------------------------------------------------------------- |
 * | security info         | Sicherheitsinformationen; one of them: Sicherheitsinformation |
 * | security code         | Sicherheitscode                                               |
 * | protection, protected | Schutz, geschützt; the wait: Wartezeit                        |
 * | trusted device        | vertrauenswürdiges Gerät                                      |
 * | app password          | App-Passwort                                                  |
 * | recovery code         | Wiederherstellungscode                                        |
 * | contact               | Kontakt                                                       |
 * | two-step verification | Bestätigung in zwei Schritten                                 |
 * | recovery              | Kontowiederherstellung                                        |
 * | sign in               | anmelden                                                      |
 */
export const de: Catalog = {
  locale: 'de',
  direction: 'ltr',
  voice: 'de-DE',
  purposes: {
    'add-contact': 'diese Sicherheitsinformation hinzuzufügen',
    'step-up': 'zu bestätigen, dass Sie es sind',
    'sign-in': 'sich anzumelden',
    confirm: 'Ihre Sicherheitsinformationen zu bestätigen',
    recover: 'wieder Zugang zu Ihrem Konto zu erhalten',
    'cancel-protection': 'das Entfernen Ihrer Sicherheitsinformationen abzubrechen',
  },
  code: {
    subject: 'Sicherheitscode für {service}',
    body: `Verwenden Sie diesen Sicherheitscode, um {purpose}:

{code}

Er gilt nur einmal und nur {minutes, plural, one {# Minute} other {# Minuten}} lang. Referenz: {reference}

Geben Sie ihn nie weiter: Niemand von {service} wird Sie danach fragen. Falls Sie keinen Code angefordert haben, ignorieren Sie diese Nachricht; vielleicht hat jemand versehentlich Ihre Adresse eingegeben.`,
    sms: [
      '{code} ist Ihr Sicherheitscode für {service} ({reference}), {minutes} Min. gültig. Nie weitergeben. Nicht von Ihnen? Ignorieren.',
      '{code} ist Ihr Sicherheitscode ({reference}). Geben Sie ihn nie weiter.',
    ],
    // No full stop after a digit: a German voice reads that as an ordinal.
    call: 'Guten Tag. Hier ist {service} mit dem Sicherheitscode, den Sie angefordert haben. Ihr Code lautet: {code};',
    callAgain:
      'noch einmal: {code}; geben Sie ihn nie weiter. Falls Sie ihn nicht angefordert haben, ignorieren Sie diesen Anruf. Auf Wiederhören.',
    pause: ', ',
  },
  help: {
    'allow-sender':
      'Die E-Mail wurde herausgefiltert. Sehen Sie in der Quarantäne nach, und lassen Sie unsere Absenderadresse zu.',
    'ask-again': 'Fordern Sie einen neuen Code an.',
    'check-country': 'Prüfen Sie, ob für die Nummer das richtige Land ausgewählt ist.',
    'check-junk-folder': 'Sehen Sie auch im Spam- oder Junk-Ordner nach.',
    'check-number': 'Prüfen Sie die Nummer Ziffer für Ziffer.',
    'check-spelling': 'Prüfen Sie, ob die Adresse richtig geschrieben ist.',
    'opted-out':
      'Von diesem Telefon wurde einmal mit STOP auf unsere SMS geantwortet. Antworten Sie auf die letzte mit START, um wieder welche zu erhalten.',
    'phone-reachable':
      'Stellen Sie sicher, dass das Telefon eingeschaltet ist und Empfang hat, und fordern Sie dann einen neuen Code an.',
    'same-provider':
      'Falls Sie den Zugang zum Postfach zusammen mit Ihrem Konto verloren haben, weil beide beim selben Anbieter sind, verwenden Sie ein anderes Postfach.',
    'try-call': 'Lassen Sie sich den Code stattdessen in einem Anruf ansagen.',
    'try-text': 'Lassen Sie sich den Code stattdessen per SMS schicken.',
    'unknown-callers-blocked':
      'Manche Telefone weisen unbekannte Anrufer ab: Lassen Sie sie kurz zu, und fordern Sie dann einen neuen Anruf an.',
    'unknown-senders-blocked':
      'Manche Telefone sortieren SMS von unbekannten Absendern aus: Sehen Sie bei den blockierten Nachrichten nach.',
    'use-another-contact': 'Verwenden Sie eine andere E-Mail-Adresse oder Telefonnummer.',
  },
  notices: {
    'contact-added': {
      subject: 'Ihrem Konto wurde eine Sicherheitsinformation hinzugefügt',
      body: `{masked} wurde den Sicherheitsinformationen Ihres Kontos „{service}“ hinzugefügt. Ab jetzt können dort Sicherheitscodes ankommen.

Falls Sie das nicht waren, melden Sie sich an, entfernen Sie den Eintrag, und ändern Sie Ihr Passwort.`,
      short:
        '{service}: {masked} wurde als Sicherheitsinformation hinzugefügt. Das waren nicht Sie? Melden Sie sich an, entfernen Sie den Eintrag, und ändern Sie Ihr Passwort.',
    },
    'contact-removed': {
      subject: 'Aus Ihrem Konto wurde eine Sicherheitsinformation entfernt',
      body: `{masked} wurde aus den Sicherheitsinformationen Ihres Kontos „{service}“ entfernt. Dort kommen keine Sicherheitscodes mehr an.

{undo, select, yes {Falls Sie das nicht waren, machen Sie es rückgängig. Alle, die angemeldet sind, werden dann abgemeldet, und ein neues Passwort wird verlangt. Öffnen Sie bis zum {undoUntil, date, long} diese Seite, und bestätigen Sie dort:

{link}

Nach diesem Tag wird diese Adresse aus dem Konto gelöscht.} other {Falls Sie das nicht waren, melden Sie sich an, und ändern Sie Ihr Passwort. Der entfernte Eintrag wird bis zum {undoUntil, date, long} aufbewahrt, falls er zurückgeholt werden muss, und danach gelöscht.}}`,
      short:
        '{service}: {masked} wurde aus den Sicherheitsinformationen entfernt. Das waren nicht Sie? {undo, select, yes {Machen Sie es rückgängig: {link}} other {Melden Sie sich an, und ändern Sie Ihr Passwort.}}',
    },
    'contact-restored': {
      subject: 'Eine Sicherheitsinformation Ihres Kontos wurde zurückgeholt',
      body: `Jemand, der die Nachrichten an {masked} liest, hat rückgängig gemacht, dass dieser Eintrag aus Ihrem Konto „{service}“ entfernt wurde. Alle, die angemeldet waren, wurden abgemeldet, und bei der nächsten Anmeldung wird ein neues Passwort verlangt.

Falls Sie das nicht waren, melden Sie sich an, und prüfen Sie Ihre Sicherheitsinformationen.`,
      short:
        '{service}: {masked} gehört wieder zu Ihren Sicherheitsinformationen. Alle wurden abgemeldet; bei der nächsten Anmeldung wird ein neues Passwort verlangt.',
    },
    'contact-disabled': {
      subject: 'Eine Sicherheitsinformation Ihres Kontos wurde abgeschaltet',
      body: `Für {masked} wurden zu viele falsche Sicherheitscodes eingegeben. Der Eintrag ist abgeschaltet und muss neu hinzugefügt werden, bevor dort wieder Codes ankommen.

Falls Sie das nicht waren, versucht vielleicht jemand, in Ihr Konto „{service}“ zu gelangen: Ändern Sie Ihr Passwort.`,
      short:
        '{service}: {masked} wurde nach zu vielen falschen Codes abgeschaltet. Fügen Sie den Eintrag bei der nächsten Anmeldung neu hinzu.',
    },
    'protection-started': {
      subject: 'Ihr Konto ist bis zum {endsAt, date, long} geschützt',
      body: `{reason, select, replacement {Die Sicherheitsinformationen Ihres Kontos „{service}“ werden ersetzt.} other {Alle Sicherheitsinformationen wurden aus Ihrem Konto „{service}“ entfernt.}} Bis zum {endsAt, date, long} um {endsAt, time, short} Uhr (UTC) kann niemand die Sicherheitseinstellungen ändern oder die Zahlungsarten nutzen. E-Mail, Nachrichten, Dateien und Geräte funktionieren wie gewohnt.

Falls Sie das nicht waren, öffnen Sie diese Seite, und brechen Sie den Vorgang ab; dann ist alles wie zuvor:

{link}`,
      short:
        '{service}: {reason, select, replacement {Sicherheitsinformationen werden ersetzt} other {alle Sicherheitsinformationen entfernt}}. Geschützt bis {endsAt, date, medium}. Nicht Sie? Abbrechen: {link}',
    },
    'protection-reminder': {
      subject:
        'Noch {daysLeft, plural, one {# Tag} other {# Tage}}: Ihr Konto ist bis zum {endsAt, date, long} geschützt',
      body: `Der Schutz Ihres Kontos „{service}“ endet am {endsAt, date, long} um {endsAt, time, short} Uhr (UTC), in {daysLeft, plural, one {# Tag} other {# Tagen}}. Danach wird diese Adresse endgültig aus dem Konto gelöscht.

Falls nicht Sie sie entfernt haben, öffnen Sie diese Seite, und brechen Sie den Vorgang ab; dann ist alles wie zuvor:

{link}`,
      short:
        '{service}: noch {daysLeft, plural, one {# Tag} other {# Tage}}, um das Entfernen dieser Sicherheitsinformation abzubrechen. Nicht Sie? {link}',
    },
    'protection-cancelled': {
      subject: 'Das Entfernen Ihrer Sicherheitsinformationen wurde abgebrochen',
      body: `Jemand, der die Codes an einen Ihrer Kontakte lesen kann, hat das Entfernen abgebrochen. Ihr Konto „{service}“ hat wieder alle seine Sicherheitsinformationen, und nichts ist mehr gesperrt.{newPassword, select, yes { Vielleicht kennt jemand anderes Ihr Passwort: Alle wurden abgemeldet, und bei der nächsten Anmeldung wird ein neues verlangt.} other {}}

Falls Sie das nicht waren, melden Sie sich an, und prüfen Sie Ihre Sicherheitsinformationen.`,
      short:
        '{service}: Das Entfernen Ihrer Sicherheitsinformationen wurde abgebrochen. Alle sind wieder da.{newPassword, select, yes { Bei der nächsten Anmeldung wird ein neues Passwort verlangt.} other {}}',
    },
    'protection-ended': {
      subject: 'Die Wartezeit ist vorbei',
      body: `Der Schutz Ihres Kontos „{service}“ ist zu Ende, und diese Adresse wurde daraus gelöscht. {awaitingInfo, select, yes {Geben Sie jetzt neue Sicherheitsinformationen an: Melden Sie sich an, und fügen Sie eine E-Mail-Adresse oder eine Telefonnummer hinzu.} other {Ab jetzt gelten die neuen Sicherheitsinformationen.}}

Das ist die letzte Nachricht an diese Adresse.`,
      short:
        '{service}: Die Wartezeit ist vorbei{awaitingInfo, select, yes {; melden Sie sich an, und geben Sie neue Sicherheitsinformationen an} other {}}. Das war die letzte Nachricht an Sie.',
    },
    'replacement-done': {
      subject: 'Ihre neuen Sicherheitsinformationen gelten',
      body: `Die Wartezeit ist vorbei: {masked} gehört jetzt zu den Sicherheitsinformationen Ihres Kontos „{service}“, und was dadurch ersetzt wurde, ist gelöscht.

Falls Sie das nicht veranlasst haben, ändern Sie sofort Ihr Passwort.`,
      short: '{service}: Die Wartezeit ist vorbei, {masked} gehört jetzt zu Ihren Sicherheitsinformationen.',
    },
    'confirmation-reminder': {
      subject:
        'Prüfen Sie, ob Sie Sicherheitscodes erhalten: noch {daysLeft, plural, one {# Tag} other {# Tage}}',
      body: `Sie wurden gebeten zu prüfen, ob Sie Sicherheitscodes für Ihr Konto „{service}“ erhalten können. Ab dem {deadline, date, long} um {deadline, time, short} Uhr (UTC) ist das nötig, bevor Sie sich anmelden können.

Melden Sie sich an, und fordern Sie einen Code an, hier oder an einen anderen Ihrer Kontakte. Falls Sie keine Codes mehr erhalten können, fügen Sie neue Sicherheitsinformationen hinzu.`,
      short:
        '{service}: Noch {daysLeft, plural, one {# Tag} other {# Tage}}, um zu prüfen, ob Sie Sicherheitscodes erhalten. Melden Sie sich an, und fordern Sie einen an.',
    },
    'two-step-changed': {
      subject:
        'Die Bestätigung in zwei Schritten wurde für Ihr Konto {enabled, select, yes {eingeschaltet} other {ausgeschaltet}}',
      body: `Die Bestätigung in zwei Schritten wurde für Ihr Konto „{service}“ {enabled, select, yes {eingeschaltet} other {ausgeschaltet}}. {enabled, select, yes {Ab jetzt wird bei der Anmeldung nach dem Passwort ein Sicherheitscode verlangt, außer auf vertrauenswürdigen Geräten.} other {Bei der Anmeldung wird nach dem Passwort kein Sicherheitscode mehr verlangt, und kein Gerät gilt mehr als vertrauenswürdig.}}

Falls Sie das nicht waren, melden Sie sich an, ändern Sie Ihr Passwort, und prüfen Sie Ihre Sicherheitsinformationen.`,
      short:
        '{service}: Die Bestätigung in zwei Schritten wurde {enabled, select, yes {eingeschaltet} other {ausgeschaltet}}. Das waren nicht Sie? Melden Sie sich an, und ändern Sie Ihr Passwort.',
    },
    'app-password-made': {
      subject: 'Für Ihr Konto wurde ein App-Passwort erstellt',
      body: `Für Ihr Konto „{service}“ wurde ein App-Passwort erstellt. Eine App, die es hat, kann E-Mail, Nachrichten, Dateien und Geräte ohne Sicherheitscode nutzen.

Falls Sie das nicht waren, melden Sie sich an, widerrufen Sie es, und ändern Sie Ihr Passwort.`,
      short:
        '{service}: Ein App-Passwort wurde erstellt. Das waren nicht Sie? Melden Sie sich an, widerrufen Sie es, und ändern Sie Ihr Passwort.',
    },
    'recovery-code-made': {
      subject: 'Für Ihr Konto wurde ein Wiederherstellungscode erstellt',
      body: `Für Ihr Konto „{service}“ wurde ein Wiederherstellungscode erstellt. Wer ihn hat, kann ohne Sicherheitscode ein neues Passwort festlegen. Ein älterer Wiederherstellungscode ist nicht mehr gültig.

Falls Sie das nicht waren, melden Sie sich an, erstellen Sie einen neuen, und ändern Sie Ihr Passwort.`,
      short:
        '{service}: Ein Wiederherstellungscode wurde erstellt. Das waren nicht Sie? Melden Sie sich an, erstellen Sie einen neuen, und ändern Sie Ihr Passwort.',
    },
    'recovery-code-used': {
      subject: 'Der Wiederherstellungscode Ihres Kontos wurde benutzt',
      body: `Jemand hat sich mit dem Wiederherstellungscode wieder Zugang zu Ihrem Konto „{service}“ verschafft. Der Code ist nicht mehr gültig; an seiner Stelle wurde ein neuer angezeigt.

Falls Sie das nicht waren, starten Sie sofort auf der Anmeldeseite eine Kontowiederherstellung, und erstellen Sie einen neuen Wiederherstellungscode.`,
      short:
        '{service}: Ihr Wiederherstellungscode wurde benutzt und ersetzt. Das waren nicht Sie? Stellen Sie das Konto auf der Anmeldeseite wieder her.',
    },
    'password-changed': {
      subject: 'Das Passwort Ihres Kontos wurde geändert',
      body: `Das Passwort Ihres Kontos „{service}“ wurde geändert, und alle wurden abgemeldet, auch auf vertrauenswürdigen Geräten und mit App-Passwörtern. Ein Wiederherstellungscode, der kurz zuvor gespeichert wurde, ist nicht mehr gültig.

{undo, select, yes {Falls Sie das nicht waren, öffnen Sie diese Seite, und bestätigen Sie dort. Wer es war, wird abgemeldet, und das neue Passwort wird mit einem Code festgelegt, den nur Sie lesen können:

{link}} other {Falls Sie das nicht waren, starten Sie auf der Anmeldeseite eine Kontowiederherstellung, und prüfen Sie Ihre Sicherheitsinformationen.}}`,
      short:
        '{service}: Das Passwort wurde geändert, alle wurden abgemeldet. Das waren nicht Sie? {undo, select, yes {{link}} other {Stellen Sie das Konto auf der Anmeldeseite wieder her.}}',
    },
    'account-erased': {
      subject: 'Die Sicherheitsinformationen Ihres Kontos wurden gelöscht',
      body: `Jemand, der bei Ihrem Konto „{service}“ angemeldet ist und dort einen Sicherheitscode empfangen kann, hat dessen Löschung verlangt. Diese Adresse, alle anderen Sicherheitsinformationen und alles, was sonst über das Konto gespeichert war, werden jetzt endgültig gelöscht.

Falls Sie das nicht waren, wenden Sie sich an {service}. Das ist die letzte Nachricht an diese Adresse.`,
      short:
        '{service}: Das Konto und mit ihm diese Nummer wurden gelöscht. Das waren nicht Sie? Wenden Sie sich an uns. Das war die letzte Nachricht an Sie.',
    },
    'password-repudiated': {
      subject: 'Das neue Passwort Ihres Kontos wurde rückgängig gemacht',
      body: `Jemand, der die Nachrichten an einen Ihrer Kontakte liest, hat angegeben, dass das neue Passwort Ihres Kontos „{service}“ nicht von ihm stammt. Alle wurden abgemeldet, und niemand hat Zugang, bevor mit einem Sicherheitscode ein neues Passwort festgelegt ist.

Starten Sie auf der Anmeldeseite eine Kontowiederherstellung, und prüfen Sie Ihre Sicherheitsinformationen.`,
      short:
        '{service}: Das neue Passwort wurde rückgängig gemacht, alle wurden abgemeldet. Stellen Sie das Konto auf der Anmeldeseite wieder her.',
    },
  },
  footer:
    'Sie erhalten diese Nachricht, weil diese Adresse zu den Sicherheitsinformationen Ihres Kontos „{service}“ gehört oder gehört hat. Sie wird für nichts anderes verwendet.',
};
