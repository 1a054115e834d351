import type { Catalog } from '../catalog.js';

/**
 * Portuguese, as written in Brazil. The reader is “você”.
 *
 * | English               | Portuguese                                     |
 * | --------------------- | ---------------------------------------------- |
 * | security info         | informações de segurança                       |
 * | security code         | código de segurança                            |
 * | protection, protected | proteção, protegida; the wait: prazo de espera |
 * | trusted device        | dispositivo confiável                          |
 * | app password          | senha de aplicativo                            |
 * | recovery code         | código de recuperação                          |
 * | contact               | contato                                        |
 * | two-step verification | verificação em duas etapas                     |
 * | recovery              | recuperação da conta                           |
 * | sign in               | entrar                                         |
 *
 * SMS has no “á”, “ã”, “ç”, “ê”, “í”, “ó”, “õ” or “ú”: one of them makes a text twice as long. Texts with a code or a link
 * go without, and describe what the terms name.
 */
export const pt: Catalog = {
  locale: 'pt',
  direction: 'ltr',
  voice: 'pt-BR',
  purposes: {
    'add-contact': 'adicionar estas informações de segurança',
    'step-up': 'mostrar que é você',
    'sign-in': 'entrar',
    confirm: 'confirmar suas informações de segurança',
    recover: 'recuperar o acesso à sua conta',
    'cancel-protection': 'cancelar a remoção das suas informações de segurança',
  },
  code: {
    subject: 'Código de segurança para {service}',
    body: `Use este código de segurança para {purpose}:

{code}

Ele funciona uma única vez, durante {minutes, plural, one {# minuto} many {# minutos} other {# minutos}}. Referência: {reference}

Nunca o compartilhe: ninguém de {service} vai pedir esse código. Se você não pediu um código, ignore esta mensagem; alguém pode ter digitado seu endereço por engano.`,
    sms: [
      'Digite {code} para continuar em {service} ({reference}). Vale {minutes} min. Nunca compartilhe. Foi outra pessoa? Ignore.',
      'Digite {code} para continuar ({reference}). Nunca compartilhe.',
    ],
    call: 'Olá. Aqui é {service}, com o código de segurança que você pediu. Seu código é: {code}.',
    callAgain:
      'Mais uma vez: {code}. Nunca o compartilhe. Se você não pediu esse código, ignore esta ligação. Até logo.',
    pause: ', ',
  },
  help: {
    'allow-sender': 'O e-mail foi filtrado. Procure na quarentena e autorize nosso endereço de remetente.',
    'ask-again': 'Peça outro código.',
    'check-country': 'Verifique se o país escolhido para o número está certo.',
    'check-junk-folder': 'Procure também na pasta de spam ou lixo eletrônico.',
    'check-number': 'Verifique o número, dígito por dígito.',
    'check-spelling': 'Verifique se o endereço está escrito corretamente.',
    'opted-out':
      'Este telefone já respondeu STOP aos nossos SMS. Responda START ao último para voltar a recebê-los.',
    'phone-reachable': 'Verifique se o telefone está ligado e com sinal e depois peça outro código.',
    'same-provider':
      'Se você perdeu o acesso à caixa de e-mail junto com a conta porque as duas são do mesmo provedor, use outra.',
    'try-call': 'Peça para receber o código por ligação.',
    'try-text': 'Peça para receber o código por SMS.',
    'unknown-callers-blocked':
      'Alguns telefones recusam ligações de desconhecidos: permita-as por um momento e peça outra ligação.',
    'unknown-senders-blocked':
      'Alguns telefones separam os SMS de remetentes desconhecidos: procure nas mensagens bloqueadas.',
    'use-another-contact': 'Use outro endereço de e-mail ou número de telefone.',
  },
  notices: {
    'contact-added': {
      subject: 'Informações de segurança foram adicionadas à sua conta',
      body: `{masked} agora faz parte das informações de segurança da sua conta “{service}” e pode receber códigos de segurança.

Se não foi você, entre na conta, remova essas informações e mude sua senha.`,
      short:
        '{service}: {masked} agora faz parte das suas informações de segurança. Não foi você? Entre na conta, remova essas informações e mude sua senha.',
    },
    'contact-removed': {
      subject: 'Informações de segurança foram removidas da sua conta',
      body: `{masked} não faz mais parte das informações de segurança da sua conta “{service}” e não recebe mais códigos de segurança.

{undo, select, yes {Se não foi você, desfaça a remoção. Todas as sessões serão encerradas, e uma nova senha será pedida. Abra esta página até {undoUntil, date, long} e confirme:

{link}

Depois desse dia, este endereço será apagado da conta.} other {Se não foi você, entre na conta e mude sua senha. O que foi removido fica guardado até {undoUntil, date, long}, caso precise ser recuperado, e depois é apagado.}}`,
      short:
        '{service}: {masked} não faz mais parte das suas informações de segurança. Não foi você? {undo, select, yes {Desfaça: {link}} other {Entre na conta e mude sua senha.}}',
    },
    'contact-restored': {
      subject: 'Informações de segurança da sua conta foram recuperadas',
      body: `A remoção de {masked} da sua conta “{service}” foi desfeita por quem lê as mensagens enviadas para lá. Todas as sessões foram encerradas, e uma nova senha será pedida na próxima entrada.

Se não foi você, entre na conta e verifique suas informações de segurança.`,
      short:
        '{service}: {masked} voltou a fazer parte das suas informações de segurança. Todas as sessões foram encerradas; uma nova senha será pedida na próxima entrada.',
    },
    'contact-disabled': {
      subject: 'Informações de segurança da sua conta foram desativadas',
      body: `Foram digitados códigos de segurança errados demais para {masked}. Essas informações estão desativadas e precisam ser adicionadas de novo antes de receber códigos.

Se não foi você, alguém pode estar tentando acessar sua conta “{service}”: mude sua senha.`,
      short:
        '{service}: {masked} foi desativado depois de muitos códigos errados. Adicione de novo na próxima vez que entrar.',
    },
    'protection-started': {
      subject: 'Sua conta está protegida até {endsAt, date, long}',
      body: `{reason, select, replacement {As informações de segurança da sua conta “{service}” estão sendo substituídas.} other {Todas as informações de segurança foram removidas da sua conta “{service}”.}} Até {endsAt, date, long} às {endsAt, time, short} UTC, ninguém pode mudar as configurações de segurança nem usar as formas de pagamento. E-mail, mensagens, arquivos e dispositivos funcionam normalmente.

Se não foi você, abra esta página e cancele; tudo volta a ser como antes:

{link}`,
      short:
        '{service}: {reason, select, replacement {alguém quer trocar os e-mails e telefones que protegem sua conta} other {alguém removeu todos os e-mails e telefones que protegem sua conta}}. Conta protegida até {endsAt, date, medium}. Foi outra pessoa? Cancele: {link}',
    },
    'protection-reminder': {
      subject:
        '{daysLeft, plural, one {Falta # dia} many {Faltam # dias} other {Faltam # dias}}: sua conta está protegida até {endsAt, date, long}',
      body: `A proteção da sua conta “{service}” termina em {endsAt, date, long} às {endsAt, time, short} UTC, daqui a {daysLeft, plural, one {# dia} many {# dias} other {# dias}}. Depois disso, este endereço será apagado da conta definitivamente.

Se não foi você que o removeu, abra esta página e cancele; tudo volta a ser como antes:

{link}`,
      short:
        '{service}: {daysLeft, plural, one {resta # dia} many {restam # dias} other {restam # dias}} para impedir que este contato deixe de proteger sua conta. Foi outra pessoa? Cancele: {link}',
    },
    'protection-cancelled': {
      subject: 'A remoção das suas informações de segurança foi cancelada',
      body: `Alguém que pode ler os códigos enviados a um dos seus contatos cancelou a remoção. Sua conta “{service}” tem de novo todas as informações de segurança, e nada mais está bloqueado.{newPassword, select, yes { Outra pessoa pode saber sua senha: todas as sessões foram encerradas, e uma nova senha será pedida na próxima entrada.} other {}}

Se não foi você, entre na conta e verifique suas informações de segurança.`,
      short:
        '{service}: a remoção das suas informações de segurança foi cancelada. Todas estão de volta.{newPassword, select, yes { Uma nova senha será pedida na próxima entrada.} other {}}',
    },
    'protection-ended': {
      subject: 'O prazo de espera terminou',
      body: `A proteção da sua conta “{service}” terminou, e este endereço foi apagado dela. {awaitingInfo, select, yes {É hora de informar novas informações de segurança: entre na conta e adicione um endereço de e-mail ou um número de telefone.} other {As novas informações de segurança já estão em uso.}}

Esta é a última mensagem para este endereço.`,
      short:
        '{service}: o prazo de espera terminou{awaitingInfo, select, yes {; entre na conta e adicione novas informações de segurança} other {}}. Esta foi nossa última mensagem.',
    },
    'replacement-done': {
      subject: 'Suas novas informações de segurança já estão em uso',
      body: `O prazo de espera terminou: {masked} agora faz parte das informações de segurança da sua conta “{service}”, e o que foi substituído foi apagado.

Se não foi você que pediu isso, mude sua senha imediatamente.`,
      short:
        '{service}: o prazo de espera terminou, e {masked} agora faz parte das suas informações de segurança.',
    },
    'confirmation-reminder': {
      subject:
        'Verifique se você recebe códigos de segurança: {daysLeft, plural, one {falta # dia} many {faltam # dias} other {faltam # dias}}',
      body: `Pedimos que você verificasse se consegue receber um código de segurança para sua conta “{service}”. A partir de {deadline, date, long} às {deadline, time, short} UTC, você precisará fazer isso antes de entrar.

Entre na conta e peça um código, aqui ou em outro dos seus contatos. Se você não consegue mais receber códigos, adicione novas informações de segurança.`,
      short:
        '{service}: {daysLeft, plural, one {falta # dia} many {faltam # dias} other {faltam # dias}} para verificar se você recebe códigos de segurança. Entre na conta e peça um.',
    },
    'two-step-changed': {
      subject:
        'A verificação em duas etapas da sua conta foi {enabled, select, yes {ativada} other {desativada}}',
      body: `A verificação em duas etapas da sua conta “{service}” foi {enabled, select, yes {ativada} other {desativada}}. {enabled, select, yes {A partir de agora, um código de segurança é pedido depois da senha, exceto nos seus dispositivos confiáveis.} other {Não é mais pedido um código de segurança depois da senha, e nenhum dispositivo continua confiável.}}

Se não foi você, entre na conta, mude sua senha e verifique suas informações de segurança.`,
      short:
        '{service}: a verificação em duas etapas foi {enabled, select, yes {ativada} other {desativada}}. Não foi você? Entre na conta e mude sua senha.',
    },
    'app-password-made': {
      subject: 'Uma senha de aplicativo foi criada para sua conta',
      body: `Uma senha de aplicativo foi criada para sua conta “{service}”. Um aplicativo que tenha essa senha pode usar e-mail, mensagens, arquivos e dispositivos sem código de segurança.

Se não foi você, entre na conta, revogue essa senha e mude a sua.`,
      short:
        '{service}: uma senha de aplicativo foi criada. Não foi você? Entre na conta, revogue essa senha e mude a sua.',
    },
    'recovery-code-made': {
      subject: 'Um código de recuperação foi criado para sua conta',
      body: `Um código de recuperação foi criado para sua conta “{service}”. Quem tiver esse código pode definir uma nova senha sem código de segurança. Se havia um código de recuperação mais antigo, ele não vale mais.

Se não foi você, entre na conta, crie outro e mude sua senha.`,
      short:
        '{service}: um código de recuperação foi criado. Não foi você? Entre na conta, crie outro e mude sua senha.',
    },
    'recovery-code-used': {
      subject: 'O código de recuperação da sua conta foi usado',
      body: `Alguém usou o código de recuperação da sua conta “{service}” para voltar a acessá-la. Ele não vale mais; um novo foi mostrado no lugar dele.

Se não foi você, inicie agora mesmo uma recuperação da conta na página de entrada e crie outro código de recuperação.`,
      short:
        '{service}: seu código de recuperação foi usado e substituído. Não foi você? Recupere a conta na página de entrada.',
    },
    'password-changed': {
      subject: 'A senha da sua conta foi alterada',
      body: `A senha da sua conta “{service}” foi alterada, e todas as sessões foram encerradas, também em dispositivos confiáveis e com senhas de aplicativo. Se um código de recuperação foi salvo pouco antes, ele não vale mais.

{undo, select, yes {Se não foi você, abra esta página e confirme. Quem fez isso perde o acesso, e uma nova senha é definida com um código que só você pode ler:

{link}} other {Se não foi você, inicie uma recuperação da conta na página de entrada e verifique suas informações de segurança.}}`,
      short:
        '{service}: a senha mudou e todos precisam entrar de novo. Foi outra pessoa? {undo, select, yes {{link}} other {Recupere a conta na página de entrada.}}',
    },
    'account-erased': {
      subject: 'As informações de segurança da sua conta foram apagadas',
      body: `Alguém que entrou na sua conta “{service}” e pode receber nela um código de segurança pediu que ela fosse apagada. Este endereço, todas as outras informações de segurança e tudo o mais que era guardado sobre a conta são apagados agora, definitivamente.

Se não foi você, entre em contato com {service}. Esta é a última mensagem para este endereço.`,
      short:
        '{service}: a conta foi apagada, e este número com ela. Não foi você? Entre em contato conosco. Esta foi nossa última mensagem.',
    },
    'password-repudiated': {
      subject: 'A nova senha da sua conta foi anulada',
      body: `Alguém que lê as mensagens enviadas a um dos seus contatos informou que a nova senha da sua conta “{service}” não era sua. Todas as sessões foram encerradas, e ninguém entra antes que uma nova senha seja definida com um código de segurança.

Inicie uma recuperação da conta na página de entrada e verifique suas informações de segurança.`,
      short:
        '{service}: a nova senha foi anulada, e todas as sessões foram encerradas. Recupere a conta na página de entrada.',
    },
  },
  footer:
    'Você recebe esta mensagem porque este endereço faz, ou fez, parte das informações de segurança da sua conta “{service}”. Ele não é usado para mais nada.',
};
