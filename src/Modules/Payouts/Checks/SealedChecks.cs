using SocialCommerce.Payouts.Accounts;
using SocialCommerce.Payouts.Files;
using SocialCommerce.Payouts.Payees;

namespace SocialCommerce.Payouts.Checks;

/// <summary>
/// Compares what was approved and made of a shop's payouts with what is kept: an account with its approval, a file with
/// its hash.
/// </summary>
public static class SealedChecks
{
    /// <summary>What is kept of accounts and files beside what the audit log says of them.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("approvedAndMade", LoggedSql)];

    private const int Part = 2_000;

    /// <summary>What is not what was approved or made; the first twenty.</summary>
    /// <param name="transaction">The snapshot that is checked.</param>
    /// <param name="protector">What opens sealed values.</param>
    public static async Task<IReadOnlyList<IntegrityFinding>> Of(ShopTransaction transaction, SecretProtector protector)
    {
        var findings = new List<IntegrityFinding>();
        if (!protector.HasKey) return findings;
        await Accounts(transaction, protector, findings);
        await Files(transaction, protector, findings);
        return findings;
    }

    private static async Task Accounts(
        ShopTransaction transaction, SecretProtector protector, List<IntegrityFinding> findings)
    {
        for (var after = 0L; findings.Count < IntegrityChecks.Shown;)
        {
            var batch = transaction.Batch();
            var rows = batch.Rows<ApprovedRow>(AccountsSql, new { shop = transaction.ShopId, after, part = Part });
            await batch.Run(transaction.Cancel);
            foreach (var row in rows.List)
            {
                var account = protector.Approved(transaction.ShopId, row.Account);
                if (account is null || PayeeSql.Tail(account.Account) != row.Masked)
                    findings.Add(new IntegrityFinding(
                        $"account {PublicId.Of(PayeeAccount.Prefix, row.AccountKey)}", "it is not what was approved"));
            }
            if (rows.List.Count < Part) return;
            after = rows.List[^1].AccountKey;
        }
    }

    private static async Task Files(
        ShopTransaction transaction, SecretProtector protector, List<IntegrityFinding> findings)
    {
        for (var after = 0L; findings.Count < IntegrityChecks.Shown;)
        {
            var batch = transaction.Batch();
            var files = batch.Rows<FileRow>(FilesSql, new { shop = transaction.ShopId, after, part = FilesAtOnce });
            await batch.Run(transaction.Cancel);
            findings.AddRange(files.List.Where(file =>
                    protector.TryOpen(
                        transaction.ShopId, PayoutFiles.ContentPlace(file.FileKey), file.Content) is { } content
                    && ResultFile.Hash(content) != file.Hash)
                .Select(
                    file => new IntegrityFinding($"payout file {file.FileKey}", "its content does not give its hash")));
            if (files.List.Count < FilesAtOnce) return;
            after = files.List[^1].FileKey;
        }
    }

    // A file may have every transfer of a shop.
    private const int FilesAtOnce = 20;

    private sealed record ApprovedRow(
        long AccountKey, long PayeeKey, string Masked, byte[] Details, string? ApprovedHash)
    {
        public AccountToPay Account => new(AccountKey, PayeeKey, Details, ApprovedHash);
    }

    private sealed record FileRow(long FileKey, string Hash, byte[] Content);

    // Every hash that was logged belongs to what is still there, so that neither an approval nor a file can be put back
    // to what it was before hashes were kept.
    private const string LoggedSql = """
        select subject, detail from (
            select 'audit entry ' || c.entry_id as subject,
                'the approval of ' || c.subject_id || ' was changed' as detail
            from audit_log c
            where c.shop_id = @shop and @unit <> '' and c.kind = 'payeeAccount' and c.after ? 'approvedHash'
                and not exists (
                    select from payee_accounts a
                    where a.shop_id = @shop and a.approved_hash = c.after ->> 'approvedHash')
            union all
            select 'audit entry ' || c.entry_id, 'its file of batch ' || c.subject_id || ' is not kept' from audit_log c
            where c.shop_id = @shop and (
                c.kind = 'payoutFile' and not exists (
                    select from payout_files f where f.shop_id = @shop and f.hash = c.after ->> 'hash')
                or c.kind = 'payoutResults' and not exists (
                    select from payout_result_files r where r.shop_id = @shop and r.hash = c.after ->> 'hash'))
            union all
            select 'payout file ' || f.file_key, 'the audit log does not have its hash' from payout_files f
            where f.shop_id = @shop and not exists (
                select from audit_log c
                where c.shop_id = @shop and c.kind = 'payoutFile' and c.after ->> 'hash' = f.hash)
            union all
            select 'results of batch ' || r.batch_key, 'the audit log does not have the hash of this file'
            from payout_result_files r
            where r.shop_id = @shop and (r.answer::jsonb ->> 'hash' is distinct from r.hash or not exists (
                select from audit_log c
                where c.shop_id = @shop and c.kind = 'payoutResults' and c.after ->> 'hash' = r.hash))
            union all
            select 'transfer ' || b.transfer_no, 'its account is that of another payee'
            from payout_transfers b join payee_accounts a on a.shop_id = @shop and a.account_key = b.account_key
            where b.shop_id = @shop and a.payee_key <> b.payee_key) as found
        order by subject limit 20
        """;

    private const string AccountsSql = """
        select account_key, payee_key, masked, details, approved_hash from payee_accounts
        where shop_id = @shop and account_key > @after and approved_at is not null
            and erased_at is null
        order by account_key limit @part
        """;

    private const string FilesSql = """
        select file_key, hash, content from payout_files
        where shop_id = @shop and file_key > @after order by file_key limit @part
        """;
}
