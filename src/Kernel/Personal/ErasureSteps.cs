namespace SocialCommerce.Kernel.Personal;

/// <summary>The steps of an erasure once it is decided.</summary>
internal sealed class ErasureSteps(
    Caller caller, TimeProvider time, ModuleCatalogue modules, SecretProtector protector)
{
    /// <summary>Keeps that it was rejected.</summary>
    public async Task<ErasureRow> Reject(ShopTransaction transaction, ErasureRow asked, Person person, string? note)
    {
        var now = await Now(transaction);
        var batch = transaction.Batch();
        batch.Do(DecideSql, Decision(transaction, asked, person, note, now, null));
        Log(batch, transaction, asked, "rejected", note);
        await batch.Commit(transaction.Cancel);
        return asked with { Approved = false, DecidedBy = person.OperatorId, DecidedAt = now, Note = note };
    }

    /// <summary>
    /// Erases what is found by the customer's key, and announces it. No other change of the shop is under way.
    /// </summary>
    /// <exception cref="ProblemException">403 OWN_MONEY; 409 ERASURE_BLOCKED.</exception>
    public async Task<ErasureRow> Begin(ShopTransaction transaction, ErasureRow asked, Person person, string? note)
    {
        var shop = transaction.ShopId;
        await transaction.RefuseOwnMoney(person, [asked.CustomerKey]);
        var now = await Now(transaction);
        await RefuseOpen(transaction, asked);
        var erasure = new ErasureUnderWay(asked.ErasureKey, ErasureSql.NewPseudonym());
        var deciding = transaction.Batch();
        deciding.Do(DecideSql, Decision(transaction, asked, person, note, now, erasure.Pseudonym));
        await deciding.Run(transaction.Cancel);
        foreach (var module in modules.Personal)
            if (module.ErasesSealed is { } erases) await erases(transaction, protector, erasure);

        var batch = transaction.Batch();
        batch.Erase(shop, asked.ErasureKey, modules.Personal);
        batch.RaiseSettingsVersion(shop);
        batch.Announce(
            new PostingContext(shop, now, now), "customer.erased", new { CustomerId = erasure.Pseudonym });
        Log(batch, transaction, asked, "approved", note);
        await batch.Commit(transaction.Cancel);
        return asked with
        {
            CustomerId = erasure.Pseudonym,
            Approved = true,
            DecidedBy = person.OperatorId,
            DecidedAt = now,
            Note = note,
            LeavingId = asked.CustomerId,
        };
    }

    /// <summary>Replaces the id in everything that quotes it, and forgets it.</summary>
    public async Task<ErasureRow> Finish(ShopTransaction transaction, ErasureRow row)
    {
        var shop = transaction.ShopId;
        var now = await Now(transaction);
        var locking = transaction.Batch();
        var found = locking.Rows<ErasureRow>(LockSql, new { shop, row.ErasureId });
        await locking.Run(transaction.Cancel);
        if (found.First is not { ErasedAt: null } open) return found.First!;
        var batch = transaction.Batch();
        batch.Rename(shop, open, modules);
        batch.RaiseSettingsVersion(shop);
        batch.Do(EndSql, new { shop, open.ErasureKey, now });
        await batch.Commit(transaction.Cancel);
        return open with { LeavingId = null, ErasedAt = now };
    }

    private async Task RefuseOpen(ShopTransaction transaction, ErasureRow asked)
    {
        var shop = transaction.ShopId;
        var finding = transaction.Batch();
        var found = finding.PeopleOf(shop, asked.CustomerKey);
        await finding.Run(transaction.Cancel);
        var reads = transaction.Batch();
        var blockers = reads.Blockers(shop, [.. found.List], modules.Blockers);
        await reads.Run(transaction.Cancel);
        if (blockers() is not { Count: > 0 } open) return;
        throw ErasureProblems.ErasureBlocked.Because(
            $"Open: {string.Join(", ", open.Select(one => $"{one.Name} ({one.Count})"))}. "
                + string.Join(" ", open.Select(one => one.Remedy)), "#/approve");
    }

    private async Task<DateTimeOffset> Now(ShopTransaction transaction)
    {
        var reads = transaction.Batch();
        var state = reads.ShopState(transaction.ShopId);
        await reads.Run(transaction.Cancel);
        return state.First!.Now(caller.Shop, time);
    }

    private void Log(SqlBatch batch, ShopTransaction transaction, ErasureRow asked, string became, string? note) =>
        batch.Log(transaction.ShopId, caller, new AuditEntry(
            "erasure", asked.ErasureId, new { Status = "waiting" }, new { Status = became }, note));

    private static object Decision(
        ShopTransaction transaction, ErasureRow asked, Person person, string? note, DateTimeOffset now,
        string? pseudonym) => new
        {
            shop = transaction.ShopId,
            asked.ErasureKey,
            approved = pseudonym is not null,
            note,
            person.OperatorId,
            now,
            leavingId = pseudonym is null ? null : asked.CustomerId,
            pseudonym,
        };

    private const string DecideSql = """
        update erasures set approved = @approved, note = @note, decided_by = @operatorId, decided_at = @now,
            leaving_id = @leavingId, pseudonym = @pseudonym
        where shop_id = @shop and erasure_key = @erasureKey
        """;

    private const string LockSql = $"{ErasureRow.FindSql} for update of e";

    private const string EndSql = """
        update erasures set leaving_id = null, erased_at = @now where shop_id = @shop and erasure_key = @erasureKey
        """;
}
