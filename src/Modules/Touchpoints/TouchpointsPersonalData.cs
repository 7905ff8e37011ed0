namespace SocialCommerce.Touchpoints;

/// <summary>What the module knows of customers.</summary>
internal static class TouchpointsPersonalData
{
    /// <summary>Every table of the module.</summary>
    public static readonly PersonalData Data = new(
        [
            new("touchpoints", "t.inviter_key = any(@people)")
            {
                Cleared = ["inviter_key", "name"],
                Kept = "the shop's own touchpoint, without its inviter",
            },
            new("scans")
            {
                Shows = """
                    , (select p.touchpoint_id from touchpoints p
                        where p.shop_id = @shop and p.touchpoint_key = t.touchpoint_key) as touchpoint_id
                    """,
                Cleared = ["customer_key"],
                Kept = "a scan of an unknown visitor, for the counts",
            },
        ],
        new Dictionary<string, string> { ["attributions"] = "by order: the touchpoint that brought it" })
    {
        IdProperties = ["inviterId"],
        Erases = EraseSql,
    };

    private const string EraseSql = "select erase_touchpoints(@shop, @erasure)::text";
}
