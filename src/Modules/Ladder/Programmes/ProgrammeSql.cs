namespace SocialCommerce.Ladder.Programmes;

/// <summary>The statements about programmes.</summary>
internal static class ProgrammeSql
{
    /// <summary>A programme, locked: customers are enrolled under the terms that are in force.</summary>
    public static PendingRows<Programme> LockProgramme(this SqlBatch batch, long shopId, string programmeId) =>
        batch.Rows<Programme>(LockSql, new { shop = shopId, programmeId });

    public const string FindSql = $"""
        select {Programme.Columns} from programmes where shop_id = @shop and programme_id = @programmeId
        """;

    private const string LockSql = $"{FindSql} for no key update";
}
