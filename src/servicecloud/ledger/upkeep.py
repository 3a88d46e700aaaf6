"""The ledger's own recurring work."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from servicecloud.ledger.tasks import check_whole_ledger, mail_head, seal_when_due
from servicecloud.tasks.schedule import every

every(timedelta(minutes=1), seal_when_due, name="ledger.seal", title=_("封存到期的记录"))
every(timedelta(days=1), check_whole_ledger, name="ledger.check", title=_("核验存证台账"))
every(timedelta(days=1), mail_head, name="ledger.witnesses", title=_("向见证人发送链首"))
