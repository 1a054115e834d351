import type { Catalog } from '../catalog.js';

/**
 * Spanish. The reader is “tú”.
 *
 * | English               | Spanish                                          |
 * | --------------------- | ------------------------------------------------ |
 * | security info         | información de seguridad                         |
 * | security code         | código de seguridad                              |
 * | protection, protected | protección, protegida; the wait: plazo de espera |
 * | trusted device        | dispositivo de confianza                         |
 * | app password          | contraseña de aplicación                         |
 * | recovery code         | código de recuperación                           |
 * | contact               | contacto                                         |
 * | two-step verification | verificación en dos pasos                        |
 * | recovery              | recuperación de la cuenta                        |
 * | sign in               | iniciar sesión                                   |
 *
 * SMS has no “á”, “í”, “ó” or “ú”: one of them makes a text twice as long. Texts with a code go without; so do those with a
 * link where that reads well, and say “datos de seguridad”.
 */
export const es: Catalog = {
  locale: 'es',
  direction: 'ltr',
  voice: 'es-ES',
  purposes: {
    'add-contact': 'añadir esta información de seguridad',
    'step-up': 'demostrar que eres tú',
    'sign-in': 'iniciar sesión',
    confirm: 'confirmar tu información de seguridad',
    recover: 'recuperar el acceso a tu cuenta',
    'cancel-protection': 'cancelar la eliminación de tu información de seguridad',
  },
  code: {
    subject: 'Código de seguridad para {service}',
    body: `Usa este código de seguridad para {purpose}:

{code}

Solo sirve una vez y durante {minutes, plural, one {# minuto} many {# minutos} other {# minutos}}. Referencia: {reference}

No lo compartas nunca: nadie de {service} te lo pedirá. Si no has pedido ningún código, ignora este mensaje; puede que alguien haya escrito tu dirección por error.`,
    sms: [
      'Escribe {code} para continuar en {service} ({reference}). Vale {minutes} min. No lo compartas. ¿No lo pediste? Ignora este SMS.',
      'Escribe {code} para continuar ({reference}). No lo compartas con nadie.',
    ],
    call: 'Hola. Te llamamos de {service} con el código de seguridad que has pedido. Tu código es: {code}.',
    callAgain:
      'Lo repetimos: {code}. No lo compartas nunca. Si no lo has pedido, ignora esta llamada. Adiós.',
    pause: ', ',
  },
  help: {
    'allow-sender':
      'El correo se ha filtrado. Mira en la cuarentena y permite nuestra dirección de remitente.',
    'ask-again': 'Pide otro código.',
    'check-country': 'Comprueba que has elegido el país correcto para el número.',
    'check-junk-folder': 'Mira también en la carpeta de correo no deseado.',
    'check-number': 'Comprueba el número, dígito por dígito.',
    'check-spelling': 'Comprueba que la dirección está bien escrita.',
    'opted-out':
      'Desde este teléfono se respondió una vez STOP a nuestros SMS. Responde START al último para volver a recibirlos.',
    'phone-reachable': 'Asegúrate de que el teléfono está encendido y tiene cobertura, y pide otro código.',
    'same-provider':
      'Si perdiste el acceso al buzón a la vez que a tu cuenta porque ambos son del mismo proveedor, usa otro.',
    'try-call': 'Pide que te digamos el código en una llamada.',
    'try-text': 'Pide que te enviemos el código por SMS.',
    'unknown-callers-blocked':
      'Algunos teléfonos rechazan las llamadas de desconocidos: permítelas un momento y pide otra llamada.',
    'unknown-senders-blocked':
      'Algunos teléfonos apartan los SMS de remitentes desconocidos: mira en los mensajes bloqueados.',
    'use-another-contact': 'Usa otra dirección de correo u otro número de teléfono.',
  },
  notices: {
    'contact-added': {
      subject: 'Se ha añadido información de seguridad a tu cuenta',
      body: `{masked} forma parte ahora de la información de seguridad de tu cuenta «{service}» y puede recibir códigos de seguridad.

Si no has sido tú, inicia sesión, elimina esa información y cambia tu contraseña.`,
      short:
        '{service}: {masked} forma parte ahora de tu información de seguridad. ¿No has sido tú? Inicia sesión, elimina esa información y cambia tu contraseña.',
    },
    'contact-removed': {
      subject: 'Se ha eliminado información de seguridad de tu cuenta',
      body: `{masked} ya no forma parte de la información de seguridad de tu cuenta «{service}» y no recibe más códigos de seguridad.

{undo, select, yes {Si no has sido tú, deshaz el cambio. Se cerrarán todas las sesiones y se pedirá una contraseña nueva. Abre esta página hasta el {undoUntil, date, long} y confirma:

{link}

Pasado ese día, esta dirección se borrará de la cuenta.} other {Si no has sido tú, inicia sesión y cambia tu contraseña. Lo eliminado se conserva hasta el {undoUntil, date, long}, por si hay que recuperarlo, y después se borra.}}`,
      short:
        '{service}: {masked} ya no forma parte de tu información de seguridad. ¿No has sido tú? {undo, select, yes {Deshaz el cambio: {link}} other {Inicia sesión y cambia tu contraseña.}}',
    },
    'contact-restored': {
      subject: 'Se ha recuperado información de seguridad de tu cuenta',
      body: `Quien lee los mensajes de {masked} ha deshecho su eliminación de tu cuenta «{service}». Se han cerrado todas las sesiones y, la próxima vez que se inicie sesión, se pedirá una contraseña nueva.

Si no has sido tú, inicia sesión y revisa tu información de seguridad.`,
      short:
        '{service}: {masked} vuelve a formar parte de tu información de seguridad. Se han cerrado todas las sesiones; la próxima vez se pedirá una contraseña nueva.',
    },
    'contact-disabled': {
      subject: 'Se ha desactivado información de seguridad de tu cuenta',
      body: `Se han escrito demasiados códigos de seguridad incorrectos para {masked}. Está desactivado y hay que añadirlo de nuevo para que pueda recibir códigos.

Si no has sido tú, puede que alguien esté intentando entrar en tu cuenta «{service}»: cambia tu contraseña.`,
      short:
        '{service}: {masked} se ha desactivado tras demasiados códigos incorrectos. Vuelve a añadirlo cuando inicies sesión.',
    },
    'protection-started': {
      subject: 'Tu cuenta está protegida hasta el {endsAt, date, long}',
      body: `{reason, select, replacement {Se está sustituyendo la información de seguridad de tu cuenta «{service}».} other {Se ha eliminado toda la información de seguridad de tu cuenta «{service}».}} Hasta el {endsAt, date, long} a las {endsAt, time, short} UTC, nadie puede cambiar su configuración de seguridad ni usar sus formas de pago. El correo, la mensajería, los archivos y los dispositivos funcionan como siempre.

Si no has sido tú, abre esta página y cancela el cambio; todo volverá a estar como antes:

{link}`,
      short:
        '{service}: {reason, select, replacement {alguien quiere cambiar tus datos de seguridad} other {alguien ha eliminado todos tus datos de seguridad}}. Cuenta protegida hasta el {endsAt, date, medium}. ¿Ha sido otra persona? Cancela: {link}',
    },
    'protection-reminder': {
      subject:
        '{daysLeft, plural, one {Queda # día} many {Quedan # días} other {Quedan # días}}: tu cuenta está protegida hasta el {endsAt, date, long}',
      body: `La protección de tu cuenta «{service}» termina el {endsAt, date, long} a las {endsAt, time, short} UTC, dentro de {daysLeft, plural, one {# día} many {# días} other {# días}}. Después, esta dirección se borrará definitivamente de la cuenta.

Si no has sido tú quien la ha eliminado, abre esta página y cancela el cambio; todo volverá a estar como antes:

{link}`,
      short:
        '{service}: {daysLeft, plural, one {queda # día} many {quedan # días} other {quedan # días}} para cancelar la eliminación de esta información de seguridad. ¿No has sido tú? {link}',
    },
    'protection-cancelled': {
      subject: 'Se ha cancelado la eliminación de tu información de seguridad',
      body: `Alguien que puede leer los códigos enviados a uno de tus contactos ha cancelado la eliminación. Tu cuenta «{service}» vuelve a tener toda su información de seguridad y ya no hay nada bloqueado.{newPassword, select, yes { Puede que otra persona conozca tu contraseña: se han cerrado todas las sesiones y, la próxima vez que se inicie sesión, se pedirá una nueva.} other {}}

Si no has sido tú, inicia sesión y revisa tu información de seguridad.`,
      short:
        '{service}: se ha cancelado la eliminación de tu información de seguridad. La has recuperado toda.{newPassword, select, yes { La próxima vez que inicies sesión se pedirá una contraseña nueva.} other {}}',
    },
    'protection-ended': {
      subject: 'El plazo de espera ha terminado',
      body: `La protección de tu cuenta «{service}» ha terminado y esta dirección se ha borrado de ella. {awaitingInfo, select, yes {Es el momento de indicar nueva información de seguridad: inicia sesión y añade una dirección de correo o un número de teléfono.} other {La nueva información de seguridad ya está en uso.}}

Este es el último mensaje a esta dirección.`,
      short:
        '{service}: el plazo de espera ha terminado{awaitingInfo, select, yes {; inicia sesión e indica nueva información de seguridad} other {}}. Este ha sido nuestro último mensaje.',
    },
    'replacement-done': {
      subject: 'Tu nueva información de seguridad ya está en uso',
      body: `El plazo de espera ha terminado: {masked} forma parte ahora de la información de seguridad de tu cuenta «{service}», y lo que ha sustituido se ha borrado.

Si no lo has pedido tú, cambia tu contraseña de inmediato.`,
      short:
        '{service}: el plazo de espera ha terminado y {masked} forma parte ahora de tu información de seguridad.',
    },
    'confirmation-reminder': {
      subject:
        'Comprueba que puedes recibir códigos de seguridad: {daysLeft, plural, one {queda # día} many {quedan # días} other {quedan # días}}',
      body: `Te pedimos que comprobaras que puedes recibir un código de seguridad para tu cuenta «{service}». A partir del {deadline, date, long} a las {deadline, time, short} UTC tendrás que hacerlo antes de poder iniciar sesión.

Inicia sesión y pide un código, aquí o en otro de tus contactos. Si ya no puedes recibir códigos, añade nueva información de seguridad.`,
      short:
        '{service}: {daysLeft, plural, one {queda # día} many {quedan # días} other {quedan # días}} para comprobar que puedes recibir códigos de seguridad. Inicia sesión y pide uno.',
    },
    'two-step-changed': {
      subject:
        'Se ha {enabled, select, yes {activado} other {desactivado}} la verificación en dos pasos de tu cuenta',
      body: `Se ha {enabled, select, yes {activado} other {desactivado}} la verificación en dos pasos de tu cuenta «{service}». {enabled, select, yes {A partir de ahora, al iniciar sesión se pide un código de seguridad después de la contraseña, salvo en tus dispositivos de confianza.} other {Al iniciar sesión ya no se pide un código de seguridad después de la contraseña, y ningún dispositivo es ya de confianza.}}

Si no has sido tú, inicia sesión, cambia tu contraseña y revisa tu información de seguridad.`,
      short:
        '{service}: se ha {enabled, select, yes {activado} other {desactivado}} la verificación en dos pasos. ¿No has sido tú? Inicia sesión y cambia tu contraseña.',
    },
    'app-password-made': {
      subject: 'Se ha creado una contraseña de aplicación para tu cuenta',
      body: `Se ha creado una contraseña de aplicación para tu cuenta «{service}». Una aplicación que la tenga puede usar el correo, la mensajería, los archivos y los dispositivos sin código de seguridad.

Si no has sido tú, inicia sesión, revócala y cambia tu contraseña.`,
      short:
        '{service}: se ha creado una contraseña de aplicación. ¿No has sido tú? Inicia sesión, revócala y cambia tu contraseña.',
    },
    'recovery-code-made': {
      subject: 'Se ha creado un código de recuperación para tu cuenta',
      body: `Se ha creado un código de recuperación para tu cuenta «{service}». Quien lo tenga puede establecer una contraseña nueva sin código de seguridad. Si había un código de recuperación anterior, ya no sirve.

Si no has sido tú, inicia sesión, crea otro y cambia tu contraseña.`,
      short:
        '{service}: se ha creado un código de recuperación. ¿No has sido tú? Inicia sesión, crea otro y cambia tu contraseña.',
    },
    'recovery-code-used': {
      subject: 'Se ha usado el código de recuperación de tu cuenta',
      body: `Alguien ha usado el código de recuperación de tu cuenta «{service}» para volver a entrar. Ese código ya no sirve; en su lugar se ha mostrado uno nuevo.

Si no has sido tú, inicia enseguida una recuperación de la cuenta en la página de inicio de sesión y crea otro código de recuperación.`,
      short:
        '{service}: tu código de recuperación se ha usado y se ha sustituido. ¿No has sido tú? Recupera la cuenta en la página de inicio de sesión.',
    },
    'password-changed': {
      subject: 'Se ha cambiado la contraseña de tu cuenta',
      body: `Se ha cambiado la contraseña de tu cuenta «{service}» y se han cerrado todas las sesiones, también en los dispositivos de confianza y con las contraseñas de aplicación. Si poco antes se guardó un código de recuperación, ya no sirve.

{undo, select, yes {Si no has sido tú, abre esta página y confirma. Se cerrará la sesión de quien lo haya hecho y se establecerá una contraseña nueva con un código que solo tú puedes leer:

{link}} other {Si no has sido tú, inicia una recuperación de la cuenta en la página de inicio de sesión y revisa tu información de seguridad.}}`,
      short:
        '{service}: se ha cambiado la contraseña y se han cerrado todas las sesiones. ¿Ha sido otra persona? {undo, select, yes {{link}} other {Recupera la cuenta en la página de inicio de sesión.}}',
    },
    'account-erased': {
      subject: 'Se ha borrado la información de seguridad de tu cuenta',
      body: `Alguien que ha iniciado sesión en tu cuenta «{service}» y puede recibir en ella un código de seguridad ha pedido que se borre. Esta dirección, el resto de la información de seguridad y todo lo demás que se guardaba sobre la cuenta se borran ahora definitivamente.

Si no has sido tú, ponte en contacto con {service}. Este es el último mensaje a esta dirección.`,
      short:
        '{service}: se ha borrado la cuenta, y este número con ella. ¿No has sido tú? Ponte en contacto con nosotros. Este ha sido nuestro último mensaje.',
    },
    'password-repudiated': {
      subject: 'Se ha anulado la contraseña nueva de tu cuenta',
      body: `Alguien que lee los mensajes enviados a uno de tus contactos ha indicado que la contraseña nueva de tu cuenta «{service}» no era suya. Se han cerrado todas las sesiones y nadie podrá entrar hasta que se establezca una contraseña nueva con un código de seguridad.

Inicia una recuperación de la cuenta en la página de inicio de sesión y revisa tu información de seguridad.`,
      short:
        '{service}: se ha anulado la contraseña nueva y se han cerrado todas las sesiones. Recupera la cuenta en la página de inicio de sesión.',
    },
  },
  footer:
    'Recibes este mensaje porque esta dirección forma, o formó, parte de la información de seguridad de tu cuenta «{service}». No se usa para nada más.',
};
