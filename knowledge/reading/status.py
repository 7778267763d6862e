"""The status a text claims, and the sentence it was read from. Silence is *not stated*."""

import re

from knowledge.model import Status
from knowledge.reading.answering import says_what_is_asked
from knowledge.text import sentences


def _any_of(*ways: str) -> re.Pattern[str]:
    """One pattern for all the ways to say a thing; ~ stands for a few characters of the same clause."""
    return re.compile("|".join(ways).replace("~", "[^，,。；;]"))


_REST = "(?:其余|余下|剩余|剩下|另有|另外)[^。；]{0,40}"
_WORK = "(?:施工|建设|安装|办理|审批|审核|审议|评审|协商|谈判|招标|编制|实施|推进|整改)"
_AUTHORITY = "(?:资金|批[复文准]|手续|审批|指标)"
_AIM = "(?:下一步|预计|计划|力争|争取)"
_END = "(?:完成|完工|竣工|交付|开工|动工|复工|启动|处置|建成|投用|投入使用|付清|到位)"
# As people say that a thing is done.
_DONE = "(?:完成|完工|搞定|办结|(?:整改|处理|清理|[改弄修做办装建换补拆])(?:[完好妥]|完毕|到位))"
_WHEN = r"(?:\d{2,4}年|年底|明年|今年|\d{1,2}月)"

# Work under way or not begun. "正在开展的…行动" only names a campaign: an attributive 的 rules it out.
_UNFINISHED = _any_of(
    "正在?对~{2,40}(?:进行|开展)(?!的)|正在(?:进行|实施|施工|推进|办理|整改|建设)(?=[。；，]|$)",
    "(?<![改纠更补指订公端真修廉严矫匡反立])正(?![式常确规面副负反当值义比好职科处县厅局])(?!在?~{0,10}的~)",
    f"{_WORK}(?:中|当中|之中|过程中)(?=\\W|$)|基本完成|有序推进|收尾|逐步消化",
    f"(?:基本上?|大[体致]|差不多|(?<![尽加赶])快要?|马上|就要|眼看)(?:都|就)?{_DONE}",
    "继续(?:积极)?(?:协商|推进|整改|协调|跟进|督促|实施)|陆续(?:推进|分流|办理)|持续整改(?=[。；，]|$)",
    # not yet
    "[尚仍]未(?!~{1,10}的)|还未|还没|[还尚]没有?~{0,8}[完结]|暂(?:未|无法|不能)|没有?(?:结束|动工|开工|启动|办结)|未结束",
    "未(?:开[工始]|动工)|未(?:整改)?(?:完成|到位)(?!~{0,4}的|服务|工作量|任务)",
    "[尚仍][在处有余]|还[在处]|\\d[件起项户宗]在办|整改正(?!确|式|常)|处[于在]~{1,8}(?:状态|阶段)|还[差剩有欠]~{1,14}(?:没有?|未|待)",
    "还有~{0,24}(?:没有?|未|仍|正)|[还仍尚]有~{0,4}差距",
    # not all of it, or not at all
    "(?:完成|办结|解决|整改|[修改弄])不(?:了|完|下去)(?!~{0,10}的)|搞不定|[修弄改办做]不好",
    "(?:完成|办结)了?(?:工程量?的|总量的|任务的)?(?:一半|大半|近半|过半|一?大?部分(?!的)|[1-9]?\\d(?:\\.\\d+)?%)",
    "(?<![拆清解消排铲免开切根剔删扣破])除~{1,16}外[，,]?(?:(?:其余|其他|剩余)~{0,8})?"
    "(?:均|都|已|全部)~{0,8}(?:完成|办结|到位|解决|销号)",
    "没有?~{0,4}(?:完成|[修改办做弄建整][完好]|搞定)(?!时|~{0,10}的)|(?:未能|无法|不能|难以)~{0,6}(?:完成|办结)(?!~{0,10}的)",
    # it waits for something
    "[仍尚还]待|(?<!不)等待~{2,16}",
    "(?<![接对期招优])待(?!遇)~{1,16}(?:后|时|判决|批复|批准|审批|审核|评审|鉴定|下达|验收|拨付|到位)",
    "(?:其余|余下|剩余|剩下)~{1,24}未(?!发现|出现|再|涉|见)",
    r"(?<![接对期招优])待~{0,4}\d{1,2}月",
    f"{_AUTHORITY}~{{0,8}}后(?:即|再|方可|立即)|批下来就",
    # it is meant for later
    f"{_AIM}~{{0,20}}{_END}|(?:预计|力争|争取)(?:到|在|于)?{_WHEN}|即将(?!到期|届满)",
    "已启动~{0,4}(?:招标|采购|诉讼|司法|立项|评估)?程序|(?:将|后续~{0,8})分年度?~{0,2}(?:实施|推进|完成)|分[两三四五]年",
    "拟(?:于|利用|在|安排|定于)|定[于在]~{2,12}(?:[举进]行|进场|开[工标始])|安排在~{0,4}(?:[明下]|年底|\\d)",
    "在(?:履行|办理|走)~{0,8}(?:程序|手续)|将[于在]~{1,16}[前底后内年月]|(?:约定|答应|承诺)~{1,20}前",
    "计划(?:于|~{0,12}[前内底])|已[列纳]入~{0,16}(?<!年度)(?<!工作)计划(?=[。；，]|$)",
    f"{_REST}(?:推进|办理|进行|组织|实施|分年|[年月]底|付清|仍|将|待|正[在组按报]|申请~{{0,4}}执行|~{{0,4}}诉讼"
    "|[列纳]入~{0,14}计划)",
    r"状态[：:]\s*(?:~{0,4}推进|~{2,14}前)",
)
_ALL = "(?:均|已|全部|全面|已经|业已)"
# The whole of it is said to be done, outright.
_FINISHED = _any_of(
    "(?:已|均|全部)~{0,10}(?:整改|整顿|落实|解决|公开)~{0,4}(?:完成|到位|完毕|销号)",
    "(?:均已|已全部|全部|均)(?:按~{1,8})?(?:完成|办结|销号)",
    "(?:工作|任务)(?:已经?)?(?:全部|全面)(?:完成|结束)",
    "(?:问题|事情)(?:均|都|全部)?(?:已经?)?(?:改好|办[好结完])",
    "(?:整改|整顿)(?:工作)?(?:均|全部|全面)?(?:已经?)?(?:告|告一)?(?:完成(?!情况)|到位|完毕|结束|[终完]结)",
    "整改(?:工作)?(?:已经?)?(?:全面|全部)(?:完成|结束)|整改(?:工作)?已?于~{2,14}前?(?:全部|全面)?(?:完成|结束)",
    "整改任务(?:均|全部|全面)?(?:已经?)?(?:全部)?(?:完成|办结)|任务已~{0,4}完成|已(?:经)?完成(?:全部)?整[改顿]",
    f"(?:整改|工作)?目标(?:任务)?{_ALL}+(?:实现|达成|完成)",
    "问题(?:均|全部)?已(?:经)?(?:全部)?(?:整改|完成整改)(?=[。，；]|$)|问题已?于~{2,14}完成整改",
    "(?:^|(?:问题|[此该本]项)(?:工作|整改)?)已于~{2,14}(?:全部|全面)?完成整[改顿]$",
    "(?:^|[：:】])(?:现|均|全部)?完成整[改顿]$",
    "问题(?:均|全部)?(?:已经?)?完成整改|问题已~{0,6}解决|问题已~{0,4}改正到位",
    "问题~{0,4}(?:彻底|全面|根本|圆满)~{0,2}解决",
    "(?:问题|事项?)~{0,4}(?:均|全部)(?:已经?)?~{0,4}(?:纠正|解决|清零)",
    "(?:问题|事项?|整改)~{0,12}(?:已(?:经)?(?:全部)?(?:办结|销号)|已?~{0,10}前(?:已)?(?:全部)?到位|改到位)",
    "(?:完成|办结|整改)销号(?!情况)|(?:已经?|予以|同意)~{0,6}销号",
    r"(?:完成|整改)状态[：:]\s*(?:(?:已|全部)(?:完成|办结|销号)|完成)",
    "(?:^|[：:】])(?:已经?)?(?:全部|全面)?(?:整改)?完成[。！]?$|(?:^|[：:】])已(?:经)?(?:全部)?整改[。！]?$",
    "已(?:经)?整改好|(?:全面|全部|均已?)完成了?整改|立行立改到位|验收销号",
    "(?:此|该|本)项(?:工作|任务|整改)(?:均?已经?)?(?:全部)?完成",
)
# All that somebody says, in a few words. 泵站修好了 names a part: what it is said of is the whole or nothing.
_SAID_IN_SHORT = re.compile(
    r"(?:[这该此本][个件项]?)?(?:事情?|问题|工作|任务|整改)?"
    r"(?:我们|现在|目前|[今昨]天|[上下]午|刚刚?|终于|如期|按[时期]|全部?|[都均也已]|已经)*"
    rf"(?:{_DONE}(?:了整改)?[了啦]|(?<=已){_DONE}|(?<=已经){_DONE}|{_DONE}了整改)"
    r"(?:[，,](?:谢谢|感谢|辛苦)[^，,。；;]{0,8})?[。！!~～]*"
)
# A last sentence that says it of everything there was.
_CONCLUDED = _any_of("(?:均已?|全部)~{1,6}(?:到位|完毕)(?=[。；]|$)")
# What a part of a finding says of itself: one action is done, whatever else is to be done.
_PART_DONE = re.compile(
    r"(?:改造|建设|施工|维修|修缮|修复|安装|采购|清理|整治|搬迁|拆除|签订|发放|清退|更换)(?:工作)?(?:已经?|均|全部)*(?:完成|完毕|到位)(?!后|的|再|即|才|全部进行)"
    r"|已经?(?:全部|全面|正式)?(?:建成|修好|修复|完成|投入使用|投用|退还|退回|收回|清退|更换|签订|安装|发放|拆除|关停|办结)"
    r"|完成了?(?:改造|建设|维修|修缮|安装|更换|清理|拆除|签订)"
)
_ASKED = re.compile(r"[？?]|[吗么][。！]?$")
_HOPED_FOR = re.compile(r"确保|力争|争取|尽快|早日|直至|直到|未|没有|不[够能]|计划|要求|验收后|前完成")
# A figure of how much, whatever it is that is done: 整改完成率76%, 平均办结时限, 人均完成4件.
# Not 于6月均已完成, 12户均到位; a rate of 100 % is all of it.
_A_QUANTITY = _any_of(
    r"平均|(?<!\d)[人年月日户]均(?!已)~*\d",
    r"(?:完成|办结|销号|整改|到位)率(?!(?:[^\d，,。；;]*|[由从]~*)(?:100|百分之?百))",
)
_LASTING = _any_of(
    # 长期无人管 is the fault, not what is done about it.
    "长期(?:坚持|推进|性?任务|工作)|常年抓|年年抓|长效抓|常态长效|锲而不舍|一茬接着?一茬",
    "长期(?!~{0,3}[无没不未缺失])~{0,4}(?:[抓做管执]|公开)|坚持下去|持续(?:抓好|坚持|用力|巩固|整治)|坚持不懈|持之以恒",
    "常态化(?:坚持|推进|抓|开展|落实|保持)|常抓不[懈松]|常抓常[新管严]|常抓长管|常学常新|长抓不懈|抓长效",
    "久久为功|抓[常长]抓[常长]|继续坚持|没有休止符|永远在路上|终身课题|一年接着?一年|一以贯之",
    "一直~{0,4}(?:管|抓|做|坚持)下去",
)
# What stands in brackets behind all that was done is the notice's own verdict, whatever the sentences say.
_MARK = re.compile(r"[（(【\[〔]\s*([^（()）【】\[\]〔〕]{2,10}?)\s*[）)】\]〕]\s*[。.]?\s*$")
# Nor do they where it has a line and a label of its own.
_LABELLED = re.compile(
    r"(?:^|\n)\s*(?:整改|完成|落实|进展|办理){1,2}(?:情况|状态|进度|结果)\s*[：:]\s*([^\n，,。；;：:]{2,10}?)[。.]?\s*$"
)
_MARKS = {
    Status.COMPLETED: re.compile(
        "(?:已经?|均已|全部|已全部)?(?:整改|落实|办理|销号)?(?:完成|完毕|到位|办结|销号)(?:整改|销号)?|已整改"
    ),
    Status.IN_PROGRESS: re.compile(
        "(?:正在|持续|继续|有序|加快)(?:整改|推进|办理|实施|落实)|(?:整改|推进|办理|实施|落实)之?中"
        "|(?:基本|部分|阶段性|尚?未|未全部)(?:整改)?(?:完成|到位)(?:整改)?"
    ),
    Status.LONG_TERM: re.compile(
        "(?:长期|持续|常态化?)(?:坚持|整改|抓[好实]?|推进|巩固)(?:整改)?|需长期坚持"
    ),
}
_OF_THE_WHOLE = re.compile(r"[此该本](?:问题|项)")
_QUOTED = re.compile(r"《[^》]*》|(?:针对|关于)“[^”]*”")
_COUNTED = re.compile(
    r"[（(][^（()）]*(?:完成|办结|销号|到位|推进|整改|坚持)(?:整改)?\s*\d+\s*[个项条件][^（()）]*[)）]"
)
_TICK, _NOT_TICKED = re.compile(r"[☑■√✓✔]"), re.compile(r"[□☐]\s*[^□☐☑■√✓✔\s，。；]+")
_LOOKS_AHEAD = re.compile(r"\W*(?:\d\W+)?(?:下一?步|后续)(?:打算|工作|计划|安排|措施)?[：:]")
_CLAUSE = re.compile(r"[^，,；;。]+")


def read_status(text: str) -> tuple[Status, str | None]:
    """What the text outright says, with the sentence that says it.

    Anything under way or not begun makes the whole *in progress*, whatever else is finished;
    *long term* is read from the last sentence, or one about 该问题, and only where nothing is unfinished.
    A question says nothing; what stands in brackets at the end says it of all before.
    """
    said, marked = _said(text), _marked(text)
    # A sentence that says the same says why, too.
    return marked if marked and marked[0] is not said[0] else said


def _said(text: str) -> tuple[Status, str | None]:
    """What its sentences say."""
    parts = [sentence for sentence in sentences(text) if not _ASKED.search(sentence)]
    for sentence in parts:
        if _UNFINISHED.search(_own_words(sentence)):
            return Status.IN_PROGRESS, sentence
    last = next((one for one in reversed(parts) if not _comes_after(one)), "")
    for sentence in (*filter(_OF_THE_WHOLE.match, parts), last):
        if _LASTING.search(_own_words(sentence)):
            return Status.LONG_TERM, sentence
    for sentence in parts:
        if _says_finished(sentence):
            return Status.COMPLETED, sentence
    if parts and (_CONCLUDED.search(parts[-1]) or _SAID_IN_SHORT.fullmatch(text.strip())):
        return Status.COMPLETED, parts[-1]
    return Status.NOT_STATED, None


def _comes_after(sentence: str) -> bool:
    """Whether it stands behind what is said of the whole: 后续安排：, 整改时限：, unless that is 长期坚持."""
    if _LOOKS_AHEAD.match(sentence):
        return True
    return says_what_is_asked(sentence) and _LASTING.search(sentence) is None


def _marked(text: str) -> tuple[Status, str] | None:
    """What is said behind everything else in brackets, …。（已完成）, or in a line of its own."""
    if (mark := _MARK.search(text) or _LABELLED.search(text)) is None:
        return None
    said = read_mark(mark[1])
    return (said, sentences(text)[-1]) if said else None


def read_mark(text: str) -> Status | None:
    """What a text says that is nothing but a status: 已完成, 持续推进."""
    return next((status for status, way in _MARKS.items() if way.fullmatch(text)), None)


def without_mark(text: str) -> str:
    """What was done, without a last line such as 完成情况：已完成."""
    mark = _LABELLED.search(text)
    return text[: mark.start()] if mark and read_mark(mark[1]) else text


def _ticked(sentence: str) -> str:
    """Of choices of which one is ticked, that."""
    return _TICK.sub("", _NOT_TICKED.sub("", sentence)) if _TICK.search(sentence) else sentence


def _own_words(sentence: str) -> str:
    """Without the titles of papers, and the problem that it quotes: they say nothing of how far it is."""
    return _QUOTED.sub("", _ticked(sentence))


def read_heading_status(text: str) -> Status:
    """What a heading says of all under it: 已完成整改的问题, 正在推进的问题, 需长期坚持的问题; not how many
    of them are how far: （6个问题，已完成4个）."""
    text = _COUNTED.sub("", text)
    if re.search(r"长期|常态", text):
        return Status.LONG_TERM
    if re.search(r"正在|推进中|持续推进|未(?:整改)?完成|尚未|[整在]改中|进行中|基本完成|阶段性完成", text):
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
    """ "确保整改到位" hopes, "前期未整改完成的" looks back, "完成率76%" counts: only a clause without such
    words says it."""
    return any(
        _FINISHED.search(clause) and not _HOPED_FOR.search(clause) and not _A_QUANTITY.search(clause)
        for clause in _CLAUSE.findall(_ticked(sentence))
    )
