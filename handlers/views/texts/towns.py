"""What is read, and understood, of the town that comes first in a chat."""

import re

TOWN_HERE = "您问的先从{town}的通报里找（共 {count} 个镇的通报）。"
NO_TOWN_HERE = "这里有 {count} 个镇的通报。您是哪个镇的？选好了，您问的就先从那个镇的通报里找。"
CHANGE_TOWN, ALL_TOWNS = "换个镇", "全县"
CHANGE_TOWN_PATTERN = re.compile(r"^\s*(?:换个?镇|改镇)(?:[\s：:，,]+|$)")
# What is said of oneself, or asked for, at any time: 我是青岭镇的, 全县.
TOWN_STATED_PATTERN = re.compile(
    r"^\s*(?:[我俺咱]们?(?:家?[是住在]在?|家)[^\s的这那哪本个全几]{1,10}?(?:镇|乡|街道)"
    r"(?:[这那]边)?(?:的人?|人)?|看?全县的?|所有镇)[。.!！]?\s*$"
)
WORDS_FOR_ALL_TOWNS = frozenset({"全县", "所有镇", "全部", "县里", "看全县"})
ONE_TOWN = "这里只有{town}的通报，不用选。"
ONLY_TOWN = "没有“{name}”的通报，这里只有{town}的，不用选。"
TOWN_NOW = "现在先看：{town}"
NO_TOWN_NOW = "现在没有选镇，问什么都从全县的通报里找。"
WHICH_TOWN = "点一个镇，或直接打镇名；点“全县”就不分先后。"
SEVERAL_TOWNS = "叫这个名字的不止一个，是哪一个？"
UNKNOWN_TOWN = "没有“{name}”的通报。请点一个镇，或换个写法："
TOWN_CHOSEN = "好的，以后您问的先从{town}的通报里找；问别的镇，把镇名写上就行。要换发：我的镇"
ALL_TOWNS_CHOSEN = "好的，以后问什么都从全县的通报里找。"
TOWN_ADMINS_ONLY = "这个群先看哪个镇，由群的管理员来定。"
FROM_ELSEWHERE = "{town}的通报里没有找到，下面是别的镇的："
