namespace SocialCommerce.Payouts.Batches;

/// <summary>A batch of payouts (打款批次).</summary>
/// <param name="BatchId">Its id.</param>
/// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
/// <param name="Status"><c>created</c>, <c>approved</c> or <c>cancelled</c>.</param>
/// <param name="Payouts">How many payouts it has.</param>
/// <param name="Settled">What statements settled of it.</param>
/// <param name="Reversed">What reversals booked since have taken back.</param>
/// <param name="Gross">What is paid before tax: as it stands now, while it waits.</param>
/// <param name="Tax">Withheld.</param>
/// <param name="Net">What goes to the payees.</param>
/// <param name="Skipped">Who was asked for and may not be paid, and why.</param>
/// <param name="CreatedBy" example="li.na">Who made it.</param>
/// <param name="CreatedAt">When the batch was created.</param>
/// <param name="PeriodEnd">Only statements of periods that end by then.</param>
/// <param name="DecidedBy">Who approved or cancelled it.</param>
/// <param name="DecidedAt">When the batch was approved or cancelled.</param>
/// <param name="Reason">Why it was cancelled.</param>
/// <param name="SettingsVersion">Version of the payout settings that judged it: when it was made, and again when it was
/// approved.</param>
internal sealed record PayoutBatch(
    string BatchId, string Channel, string Status, int Payouts, Money Settled, Money Reversed, Money Gross, Money Tax,
    Money Net, IReadOnlyList<SkippedCustomer> Skipped, string CreatedBy, DateTimeOffset CreatedAt,
    DateTimeOffset? PeriodEnd, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason, int? SettingsVersion)
{
    /// <summary>Prefix of ids.</summary>
    internal const string Prefix = "pob";

    /// <summary>The key of an id, or 404.</summary>
    internal static long KeyOf(string batchId) =>
        PublicId.KeyOf(Prefix, batchId) ?? throw PayoutBatchProblems.PayoutBatchNotFound.For(batchId);

    /// <summary>A batch as the API shows it.</summary>
    internal static PayoutBatch Of(Shop shop, LoadedBatch read)
    {
        var payouts = read.Payouts.Select(row => Payout.Of(shop, read, row)).ToList();
        Money Sum(Func<Payout, Money> part) => shop.Money(payouts.Sum(payout => part(payout).Amount));
        var row = read.Row;
        return new PayoutBatch(
            PublicId.Of(Prefix, row.BatchKey), row.Channel, row.Status, payouts.Count, Sum(one => one.Settled),
            Sum(one => one.Reversed), Sum(one => one.Gross), Sum(one => one.Tax), Sum(one => one.Net),
            Json.Read<List<SkippedCustomer>>(row.Skipped), row.CreatedBy, row.CreatedAt, row.PeriodEnd, row.DecidedBy,
            row.DecidedAt, row.Reason, row.SettingsVersion);
    }
}
