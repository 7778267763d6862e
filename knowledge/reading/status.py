"""The status a text claims, and the sentence it was read from. Silence is *not stated*."""

import re

from knowledge.model import Status
from knowledge.text import sentences

# Work under way or not begun. "正在开展的…行动" only names a campaign: an attributive 的 rules it out.
_UNFINISHED = re.compile(
    r"正在(?![^，。；]{0,10}的[^，。；])|正(?:组织|安排|筹[措集备]|履行|落实|施工|申请|报批|[会协]同|[与和同报由]|按|抓紧|加紧|积极|逐步|有序|加快|依法|稳步|全力)|办理中|继续(?:积极)?(?:协商|推进|整改|协调|跟进|督促|实施)"
    r"|未开工|未动工|未开始|尚未|尚有|尚在|仍未|仍在|还在|还未|还没|(?<![接对期招优])待[^，。；]{1,16}(?:后|时|判决|批复|批准|审批|审核|评审|鉴定|下达|验收|拨付|到位)|未(?:整改)?(?:完成|到位)(?!的|服务|工作量|任务)"
    r"|没有结束|未结束|尚处|[还尚]没有?[^，。；]{0,8}[完结]|拟(?:于|利用|在|安排|定于)|已[列纳]入[^，。；]{0,16}计划(?=[。；，]|$)|收尾|将[于在][^，。；]{1,16}[前底后内]|约定[^，。；]{1,20}前|(?:预计|力争|争取)(?:到|在|于)?(?:\d{2,4}年|年底|明年|今年|\d{1,2}月)|(?:施工|建设|安装|办理|审批|推进)中(?=[。，；]|$)|(?:剩余|其余|余下)[^。；]{0,30}[列纳]入[^，。；]{0,14}计划|陆续(?:推进|分流|办理)|还[差剩有欠][^，。；]{1,14}(?:没有?|未|待)|逐步消化|(?<!不)等待[^，。；]{2,16}|没有?(?:动工|开工|启动|办结)|仍?处[于在][^，。；]{1,8}(?:状态|阶段)|(?:资金|批[复文准]|手续|审批|指标)[^，。；]{0,8}后(?:即可|再|方可|立即)|(?:其余|余下|剩余|另有)[^。；]{0,40}(?:推进|办理|进行|组织|[年月]底|付清|仍|正[在组按报])|还有[^。；]{0,24}(?:没有?|未|仍|正在?)|[^，。；]{0,12}计划[^，。；]{0,12}[前内底][^，。；]{0,8}|即将(?!到期|届满)|(?:下一步|预计|计划|力争|争取)[^，。；]{0,20}(?:完成|完工|竣工|交付|开工|动工|启动|处置|建成|投用|投入使用|付清|到位)|基本完成|有序推进|状态[：:]\s*(?:[^，。；]{0,4}推进|[^，。；]{2,14}前)"
)
_FINISHED = re.compile(
    r"(?:已|均|全部)[^，。；]{0,10}(?:整改|整顿|落实|解决|公开)[^，。；]{0,4}(?:完成|到位|完毕|销号)"
    r"|(?:均已|已全部|全部|均)(?:按[^，。；]{1,8})?(?:完成|办结|销号)"
    r"|(?:整改|整顿)(?:工作)?(?:均|全部|全面)?(?:已经?)?(?:完成(?!情况)|到位|完毕)|问题(?:均)?已(?:全部)?整改(?=[。，；]|$)|已(?:经)?完成(?:全部)?整[改顿]|问题已[^，。；]{0,6}解决|(?:完成|办结)销号"
    r"|整改任务(?:均|全部)?(?:已经?)?(?:全部)?(?:完成|办结)|问题(?:均|全部)?(?:已经?)?完成整改|(?:完成|整改)状态[：:]\s*(?:(?:已|全部)(?:完成|办结|销号)|完成)"
    r"|(?:问题|事项?|整改)[^，。；]{0,12}(?:已(?:经)?(?:全部)?(?:办结|销号)|已?[^，。；]{0,10}前(?:已)?(?:全部)?到位|改到位)"
    r"|(?:问题|事项?)[^，。；]{0,4}(?:均|全部)(?:已经?)?[^，。；]{0,4}(?:纠正|解决|清零)|整改(?:工作)?(?:已经?)?(?:全面)?结束|整改(?:工作)?已?于[^，。；]{2,14}(?:前)?(?:全部|全面)?完成|问题已?于[^，。；]{2,14}完成整改|(?:整改|工作)?目标(?:任务)?(?:均|已|全部|全面)+(?:实现|达成|完成)|任务已[^，。；]{0,4}完成|(?:已经?|予以|同意)[^，。；]{0,6}销号|整改工作(?:已经?)?(?:全面|全部)完成"
    r"|(?:^|：)(?:已经?)?(?:全部|全面)?(?:整改)?完成[。！]?$|^已(?:经)?(?:全部)?整改[。！]?$"
)
# What a part of a finding says of itself: one action is done, whatever else is to be done.
_PART_DONE = re.compile(
    r"(?:改造|建设|施工|维修|修缮|修复|安装|采购|清理|整治|搬迁|拆除|签订|发放|清退|更换)(?:工作)?(?:已经?|均|全部)*(?:完成|完毕|到位)(?!后|的|再|即|才|全部进行)"
    r"|已经?(?:全部|全面|正式)?(?:建成|修好|修复|完成|投入使用|投用|退还|退回|收回|清退|更换|签订|安装|发放|拆除|关停|办结)"
    r"|完成了?(?:改造|建设|维修|修缮|安装|更换|清理|拆除|签订)"
)
_ASKED = re.compile(r"[？?]|[吗么][。！]?$")
_HOPED_FOR = re.compile(r"确保|力争|争取|尽快|早日|直至|直到|未|没有|不[够能]|计划|要求|验收后|前完成")
_LASTING = re.compile(
    r"长期(?:坚持|推进)|常态化(?:坚持|推进|抓|开展|落实|保持)|常抓不懈|常抓常[新管严]|常学常新|坚持不懈|终身课题|持之以恒|没有休止符|永远在路上|久久为功|长抓不懈|长期[^，。；]{0,4}[抓做管]|坚持不懈抓|长期任务|一年接着?一年|常抓长管|持续(?:抓好|坚持|用力|巩固)|抓长效|坚持下去"
)
_CLAUSE = re.compile(r"[^，,；;。]+")


def read_status(text: str) -> tuple[Status, str | None]:
    """What the text outright says, with the sentence that says it.

    Anything under way or not begun makes the whole *in progress*, whatever else is finished;
    *long term* is read from the last sentence only, and only where nothing is unfinished.
    A question says nothing.
    """
    parts = [sentence for sentence in sentences(text) if not _ASKED.search(sentence)]
    for sentence in parts:
        if _UNFINISHED.search(sentence):
            return Status.IN_PROGRESS, sentence
    if parts and _LASTING.search(parts[-1]):
        return Status.LONG_TERM, parts[-1]
    for sentence in parts:
        if _says_finished(sentence):
            return Status.COMPLETED, sentence
    return Status.NOT_STATED, None


def read_heading_status(text: str) -> Status:
    """What a heading says of all under it: 已完成整改的问题, 正在推进的问题, 需长期坚持的问题."""
    if re.search(r"长期|常态", text):
        return Status.LONG_TERM
    if re.search(r"正在|推进中|持续推进|未(?:整改)?完成|尚未|[整在]改中|进行中|基本完成", text):
        return Status.IN_PROGRESS
    return (
        Status.COMPLETED
        if re.search(r"已(?:经)?(?:整改)?(?:完成|到位|办结|销号)", text)
        else Status.NOT_STATED
    )


def read_part_status(text: str) -> Status:
    """What one measure or sentence says of what it is about: *completed*, too, where its own action is
    done, as "车间改造完成" says."""
    status, _ = read_status(text)
    if status is not Status.NOT_STATED or _ASKED.search(text):
        return status
    clauses = _CLAUSE.findall(text)
    done = any(_PART_DONE.search(clause) and not _HOPED_FOR.search(clause) for clause in clauses)
    return Status.COMPLETED if done else Status.NOT_STATED


def _says_finished(sentence: str) -> bool:
    """ "确保整改到位" hopes, "前期未整改完成的" looks back: only a clause without such words counts."""
    return any(
        _FINISHED.search(clause) and not _HOPED_FOR.search(clause) for clause in _CLAUSE.findall(sentence)
    )
