namespace SocialCommerce.Kernel.Secrets;

/// <summary>Opens everything that is sealed at a shop, where it stands.</summary>
public static class SealedValues
{
    private const int Part = 2_000;

    /// <summary>What does not open in its place; the first twenty.</summary>
    /// <param name="transaction">The snapshot that is checked.</param>
    /// <param name="protector">What opens sealed values.</param>
    /// <param name="columns">Where they stand.</param>
    public static async Task<List<IntegrityFinding>> Check(
        ShopTransaction transaction, SecretProtector protector, IEnumerable<SealedColumn> columns)
    {
        var findings = new List<IntegrityFinding>();
        foreach (var column in columns) await Open(transaction, protector, column, findings);
        return findings;
    }

    private static async Task Open(
        ShopTransaction transaction, SecretProtector protector, SealedColumn column, List<IntegrityFinding> findings)
    {
        for (var after = 0L; findings.Count < IntegrityChecks.Shown;)
        {
            var batch = transaction.Batch();
            var rows = batch.SealedRows(column, transaction.ShopId, after, Part);
            await batch.Run(transaction.Cancel);
            if (rows.List.Count > 0 && !protector.HasKey)
            {
                findings.Add(new IntegrityFinding(
                    column.Table, $"the server has no {SecretProtector.Key}, so that nothing opens"));
                return;
            }
            findings.AddRange(rows.List
                .Where(row => protector.TryOpen(transaction.ShopId, column.Place(row.Key), row.Text) is null)
                .Select(row => new IntegrityFinding(
                    $"{column.Table} {row.Key}",
                    SecretProtector.IsOfFirstForm(row.Text)
                        ? $"{column.Column} is not bound to its row: bind it by scripts/rekey, or ask who put it back"
                        : $"{column.Column} was sealed with another key, or for another row")));
            if (rows.List.Count < Part) return;
            after = rows.List[^1].Key;
        }
    }
}
