import type { Catalog } from '../catalog.js';

/**
 * French. The reader is “vous”. What is sent as a text has a plain blank before “?” and “:”, the other texts a no-break one.
 *
 * | English               | French                               |
 * | --------------------- | ------------------------------------ |
 * | security info         | informations de sécurité             |
 * | security code         | code de sécurité                     |
 * | protection, protected | protection, protégé; the wait: délai |
 * | trusted device        | appareil de confiance                |
 * | app password          | mot de passe d’application           |
 * | recovery code         | code de récupération                 |
 * | contact               | contact                              |
 * | two-step verification | validation en deux étapes            |
 * | recovery              | récupération du compte               |
 * | sign in               | se connecter                         |
 */
export const fr: Catalog = {
  locale: 'fr',
  direction: 'ltr',
  voice: 'fr-FR',
  purposes: {
    'add-contact': 'ajouter ces informations de sécurité',
    'step-up': 'confirmer que c’est bien vous',
    'sign-in': 'vous connecter',
    confirm: 'confirmer vos informations de sécurité',
    recover: 'retrouver l’accès à votre compte',
    'cancel-protection': 'annuler la suppression de vos informations de sécurité',
  },
  code: {
    subject: 'Code de sécurité pour {service}',
    body: `Utilisez ce code de sécurité pour {purpose}\u00a0:

{code}

Il n’est utilisable qu’une fois, pendant {minutes, plural, one {# minute} many {# minutes} other {# minutes}}. Référence\u00a0: {reference}

Ne le communiquez jamais\u00a0: personne chez {service} ne vous le demandera. Si vous n’avez pas demandé de code, ignorez ce message\u00a0; quelqu’un a peut-être saisi votre adresse par erreur.`,
    sms: [
      '{code} est votre code de sécurité {service} ({reference}), valide {minutes} min. Ne le partagez jamais. Pas demandé ? Ignorez-le.',
      '{code} est votre code de sécurité ({reference}). Ne le partagez jamais.',
    ],
    call: 'Bonjour. Ici {service}, avec le code de sécurité que vous avez demandé. Votre code est : {code}.',
    callAgain:
      'Je répète : {code}. Ne le communiquez jamais. Si vous ne l’avez pas demandé, ignorez cet appel. Au revoir.',
    pause: ', ',
  },
  help: {
    'allow-sender':
      'L’e-mail a été filtré. Regardez dans la quarantaine et autorisez notre adresse d’expéditeur.',
    'ask-again': 'Demandez un nouveau code.',
    'check-country': 'Vérifiez que le bon pays est sélectionné pour le numéro.',
    'check-junk-folder': 'Regardez aussi dans le dossier de courrier indésirable.',
    'check-number': 'Vérifiez le numéro, chiffre par chiffre.',
    'check-spelling': 'Vérifiez l’orthographe de l’adresse.',
    'opted-out':
      'Ce téléphone a un jour répondu STOP à nos SMS. Répondez START au dernier reçu pour en recevoir à nouveau.',
    'phone-reachable':
      'Assurez-vous que le téléphone est allumé et capte le réseau, puis demandez un nouveau code.',
    'same-provider':
      'Si vous avez perdu l’accès à cette messagerie en même temps qu’à votre compte, parce que les deux sont chez le même fournisseur, utilisez-en une autre.',
    'try-call': 'Demandez plutôt à recevoir le code par appel.',
    'try-text': 'Demandez plutôt à recevoir le code par SMS.',
    'unknown-callers-blocked':
      'Certains téléphones rejettent les appels inconnus\u00a0: autorisez-les un moment, puis demandez un nouvel appel.',
    'unknown-senders-blocked':
      'Certains téléphones mettent de côté les SMS d’expéditeurs inconnus\u00a0: regardez dans les messages bloqués.',
    'use-another-contact': 'Utilisez une autre adresse e-mail ou un autre numéro de téléphone.',
  },
  notices: {
    'contact-added': {
      subject: 'Des informations de sécurité ont été ajoutées à votre compte',
      body: `{masked} fait désormais partie des informations de sécurité de votre compte «\u00a0{service}\u00a0» et peut recevoir des codes de sécurité.

Si ce n’était pas vous, connectez-vous, supprimez ces informations et changez votre mot de passe.`,
      short:
        "{service} : {masked} fait désormais partie de vos informations de sécurité. Ce n'était pas vous ? Connectez-vous, supprimez ces informations et changez votre mot de passe.",
    },
    'contact-removed': {
      subject: 'Des informations de sécurité ont été supprimées de votre compte',
      body: `{masked} ne fait plus partie des informations de sécurité de votre compte «\u00a0{service}\u00a0» et ne reçoit plus de codes de sécurité.

{undo, select, yes {Si ce n’était pas vous, annulez cette suppression. Toutes les personnes connectées seront alors déconnectées et un nouveau mot de passe sera demandé. Ouvrez cette page jusqu’au {undoUntil, date, long} et confirmez\u00a0:

{link}

Passé ce jour, cette adresse sera effacée du compte.} other {Si ce n’était pas vous, connectez-vous et changez votre mot de passe. Ce qui a été supprimé est conservé jusqu’au {undoUntil, date, long}, au cas où il faudrait le rétablir, puis effacé.}}`,
      short:
        "{service} : {masked} ne fait plus partie de vos informations de sécurité. Ce n'était pas vous ? {undo, select, yes {Annulez : {link}} other {Connectez-vous et changez votre mot de passe.}}",
    },
    'contact-restored': {
      subject: 'Des informations de sécurité de votre compte ont été rétablies',
      body: `La suppression de {masked} de votre compte «\u00a0{service}\u00a0» a été annulée par quelqu’un qui y lit les messages. Toutes les personnes connectées ont été déconnectées, et un nouveau mot de passe sera demandé à la prochaine connexion.

Si ce n’était pas vous, connectez-vous et vérifiez vos informations de sécurité.`,
      short:
        '{service} : {masked} fait de nouveau partie de vos informations de sécurité. Tout le monde a été déconnecté ; un nouveau mot de passe sera demandé à la prochaine connexion.',
    },
    'contact-disabled': {
      subject: 'Des informations de sécurité de votre compte ont été désactivées',
      body: `Trop de codes de sécurité erronés ont été saisis pour {masked}. Ces informations sont désactivées et devront être ajoutées de nouveau avant de pouvoir recevoir des codes.

Si ce n’était pas vous, quelqu’un essaie peut-être d’accéder à votre compte «\u00a0{service}\u00a0»\u00a0: changez votre mot de passe.`,
      short:
        '{service} : {masked} a été désactivé après trop de codes erronés. Ajoutez-le de nouveau à votre prochaine connexion.',
    },
    'protection-started': {
      subject: 'Votre compte est protégé jusqu’au {endsAt, date, long}',
      body: `{reason, select, replacement {Les informations de sécurité de votre compte «\u00a0{service}\u00a0» sont en cours de remplacement.} other {Toutes les informations de sécurité ont été supprimées de votre compte «\u00a0{service}\u00a0».}} Jusqu’au {endsAt, date, long} à {endsAt, time, short} UTC, personne ne peut modifier ses paramètres de sécurité ni utiliser ses moyens de paiement. L’e-mail, la messagerie, les fichiers et les appareils fonctionnent comme d’habitude.

Si ce n’était pas vous, ouvrez cette page et annulez\u00a0; tout redeviendra comme avant\u00a0:

{link}`,
      short:
        "{service} : {reason, select, replacement {remplacement en cours de vos informations de sécurité} other {toutes vos informations de sécurité supprimées}}. Compte protégé jusqu'au {endsAt, date, medium}. Pas vous ? Annulez : {link}",
    },
    'protection-reminder': {
      subject:
        'Plus que {daysLeft, plural, one {# jour} many {# jours} other {# jours}}\u00a0: votre compte est protégé jusqu’au {endsAt, date, long}',
      body: `La protection de votre compte «\u00a0{service}\u00a0» prend fin le {endsAt, date, long} à {endsAt, time, short} UTC, dans {daysLeft, plural, one {# jour} many {# jours} other {# jours}}. Ensuite, cette adresse sera définitivement effacée du compte.

Si ce n’est pas vous qui l’avez supprimée, ouvrez cette page et annulez\u00a0; tout redeviendra comme avant\u00a0:

{link}`,
      short:
        '{service} : plus que {daysLeft, plural, one {# jour} many {# jours} other {# jours}} pour annuler la suppression de ces informations de sécurité. Pas vous ? {link}',
    },
    'protection-cancelled': {
      subject: 'La suppression de vos informations de sécurité a été annulée',
      body: `Quelqu’un qui peut lire les codes envoyés à l’un de vos contacts a annulé la suppression. Votre compte «\u00a0{service}\u00a0» a retrouvé toutes ses informations de sécurité, et plus rien n’est bloqué.{newPassword, select, yes { Quelqu’un d’autre connaît peut-être votre mot de passe\u00a0: tout le monde a été déconnecté, et un nouveau mot de passe sera demandé à la prochaine connexion.} other {}}

Si ce n’était pas vous, connectez-vous et vérifiez vos informations de sécurité.`,
      short:
        '{service} : la suppression de vos informations de sécurité a été annulée. Elles sont toutes rétablies.{newPassword, select, yes { Un nouveau mot de passe sera demandé à la prochaine connexion.} other {}}',
    },
    'protection-ended': {
      subject: 'Le délai est écoulé',
      body: `La protection de votre compte «\u00a0{service}\u00a0» a pris fin et cette adresse en a été effacée. {awaitingInfo, select, yes {C’est le moment d’indiquer de nouvelles informations de sécurité\u00a0: connectez-vous et ajoutez une adresse e-mail ou un numéro de téléphone.} other {Les nouvelles informations de sécurité sont maintenant en service.}}

Ceci est le dernier message envoyé à cette adresse.`,
      short:
        "{service} : le délai est écoulé{awaitingInfo, select, yes { ; connectez-vous et indiquez de nouvelles informations de sécurité} other {}}. C'était notre dernier message.",
    },
    'replacement-done': {
      subject: 'Vos nouvelles informations de sécurité sont en service',
      body: `Le délai est écoulé\u00a0: {masked} fait maintenant partie des informations de sécurité de votre compte «\u00a0{service}\u00a0», et ce qui a été remplacé a été effacé.

Si ce n’était pas votre demande, changez immédiatement votre mot de passe.`,
      short:
        '{service} : le délai est écoulé, {masked} fait maintenant partie de vos informations de sécurité.',
    },
    'confirmation-reminder': {
      subject:
        'Vérifiez que vous recevez les codes de sécurité\u00a0: plus que {daysLeft, plural, one {# jour} many {# jours} other {# jours}}',
      body: `Nous vous avons demandé de vérifier que vous pouvez recevoir un code de sécurité pour votre compte «\u00a0{service}\u00a0». À partir du {deadline, date, long} à {deadline, time, short} UTC, vous devrez le faire avant de pouvoir vous connecter.

Connectez-vous et demandez un code, ici ou à un autre de vos contacts. Si vous ne pouvez plus recevoir de codes, ajoutez de nouvelles informations de sécurité.`,
      short:
        '{service} : plus que {daysLeft, plural, one {# jour} many {# jours} other {# jours}} pour vérifier que vous recevez les codes de sécurité. Connectez-vous et demandez-en un.',
    },
    'two-step-changed': {
      subject:
        'La validation en deux étapes a été {enabled, select, yes {activée} other {désactivée}} pour votre compte',
      body: `La validation en deux étapes a été {enabled, select, yes {activée} other {désactivée}} pour votre compte «\u00a0{service}\u00a0». {enabled, select, yes {Désormais, la connexion demande un code de sécurité après le mot de passe, sauf sur vos appareils de confiance.} other {La connexion ne demande plus de code de sécurité après le mot de passe, et plus aucun appareil n’est un appareil de confiance.}}

Si ce n’était pas vous, connectez-vous, changez votre mot de passe et vérifiez vos informations de sécurité.`,
      short:
        "{service} : la validation en deux étapes a été {enabled, select, yes {activée} other {désactivée}}. Ce n'était pas vous ? Connectez-vous et changez votre mot de passe.",
    },
    'app-password-made': {
      subject: 'Un mot de passe d’application a été créé pour votre compte',
      body: `Un mot de passe d’application a été créé pour votre compte «\u00a0{service}\u00a0». Une application qui en dispose peut utiliser l’e-mail, la messagerie, les fichiers et les appareils sans code de sécurité.

Si ce n’était pas vous, connectez-vous, révoquez-le et changez votre mot de passe.`,
      short:
        "{service} : un mot de passe d'application a été créé. Ce n'était pas vous ? Connectez-vous, révoquez-le et changez votre mot de passe.",
    },
    'recovery-code-made': {
      subject: 'Un code de récupération a été créé pour votre compte',
      body: `Un code de récupération a été créé pour votre compte «\u00a0{service}\u00a0». Toute personne qui en dispose peut définir un nouveau mot de passe sans code de sécurité. Un code de récupération plus ancien n’est plus valable.

Si ce n’était pas vous, connectez-vous, créez-en un autre et changez votre mot de passe.`,
      short:
        "{service} : un code de récupération a été créé. Ce n'était pas vous ? Connectez-vous, créez-en un autre et changez votre mot de passe.",
    },
    'recovery-code-used': {
      subject: 'Le code de récupération de votre compte a été utilisé',
      body: `Quelqu’un a utilisé le code de récupération de votre compte «\u00a0{service}\u00a0» pour y accéder de nouveau. Ce code n’est plus valable\u00a0; un nouveau a été affiché à sa place.

Si ce n’était pas vous, lancez tout de suite une récupération du compte depuis la page de connexion et créez un autre code de récupération.`,
      short:
        "{service} : votre code de récupération a été utilisé et remplacé. Ce n'était pas vous ? Récupérez le compte depuis la page de connexion.",
    },
    'password-changed': {
      subject: 'Le mot de passe de votre compte a été changé',
      body: `Le mot de passe de votre compte «\u00a0{service}\u00a0» a été changé et tout le monde a été déconnecté, y compris sur les appareils de confiance et avec les mots de passe d’application. Un code de récupération enregistré peu avant n’est plus valable.

{undo, select, yes {Si ce n’était pas vous, ouvrez cette page et confirmez. L’auteur du changement sera déconnecté, et un nouveau mot de passe sera défini avec un code que personne d’autre que vous ne peut lire\u00a0:

{link}} other {Si ce n’était pas vous, lancez une récupération du compte depuis la page de connexion et vérifiez vos informations de sécurité.}}`,
      short:
        '{service} : le mot de passe a été changé et tout le monde a été déconnecté. Pas vous ? {undo, select, yes {{link}} other {Récupérez le compte depuis la page de connexion.}}',
    },
    'account-erased': {
      subject: 'Les informations de sécurité de votre compte ont été effacées',
      body: `Quelqu’un qui est connecté à votre compte «\u00a0{service}\u00a0» et peut y recevoir un code de sécurité a demandé son effacement. Cette adresse, toutes les autres informations de sécurité et tout ce qui était conservé au sujet du compte disparaissent maintenant, définitivement.

Si ce n’était pas vous, contactez {service}. Ceci est le dernier message envoyé à cette adresse.`,
      short:
        "{service} : le compte a été effacé, et ce numéro avec lui. Ce n'était pas vous ? Contactez-nous. C'était notre dernier message.",
    },
    'password-repudiated': {
      subject: 'Le nouveau mot de passe de votre compte a été annulé',
      body: `Quelqu’un qui lit les messages envoyés à l’un de vos contacts a signalé que le nouveau mot de passe de votre compte «\u00a0{service}\u00a0» n’était pas le sien. Tout le monde a été déconnecté, et personne n’aura accès au compte avant qu’un nouveau mot de passe soit défini avec un code de sécurité.

Lancez une récupération du compte depuis la page de connexion et vérifiez vos informations de sécurité.`,
      short:
        '{service} : le nouveau mot de passe a été annulé et tout le monde a été déconnecté. Récupérez le compte depuis la page de connexion.',
    },
  },
  footer:
    'Vous recevez ce message parce que cette adresse fait, ou a fait, partie des informations de sécurité de votre compte «\u00a0{service}\u00a0». Elle ne sert à rien d’autre.',
};
