using SocialCommerce.Commissions.Holds;
using SocialCommerce.Flows.Amendments;
using SocialCommerce.Flows.Delivery;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.PaidCurrencies;
using SocialCommerce.Ladder.Payments;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Flows.Integrity;

/// <summary>
/// Holds every event that waits for a known order against that order as it is: what fits it waits needlessly. And a
/// chargeback that waited and was applied is one of the order to which it was applied.
/// </summary>
internal static class WaitingRecount
{
    private const int PerTrip = 100;

    /// <summary>What was found.</summary>
    public static async Task<List<IntegrityFinding>> Of(ShopTransaction transaction, string currency)
    {
        var findings = new List<IntegrityFinding>();
        for (long after = 0; findings.Count < IntegrityChecks.Shown;)
        {
            var listing = transaction.Batch();
            var page = listing.Ladder.EventsToRecount(transaction.ShopId, after, PerTrip);
            await listing.Run(transaction.Cancel);
            if (page.List.Count == 0) break;
            after = page.List[^1].EventKey;
            var batch = transaction.Batch();
            var looked = page.List.ConvertAll(one => new Looked(batch, transaction.ShopId, currency, one));
            await batch.Run(transaction.Cancel);
            findings.AddRange(looked.Select(one => one.Finding()).OfType<IntegrityFinding>());
        }
        return findings;
    }

    /// <summary>An event and the order that it names, read without a lock.</summary>
    private sealed class Looked
    {
        private readonly WaitingEventRow _event;
        private readonly string _currency;
        private readonly PendingRows<OrderState> _order;
        private readonly PendingRows<LineState> _lines;
        private readonly PendingRows<AfterSaleRow> _cases;
        private readonly PendingRows<KnownRefund> _refund;
        private readonly PendingRows<Chargeback> _chargeback;
        private readonly PendingRows<KnownAmendment> _amendment;
        private readonly PendingRows<OrderContents.LineRow> _rows;
        private readonly PendingRows<PaymentRow> _payments;
        private readonly PendingRows<PaidOrder> _paid;
        private readonly PendingRows<PaidRefundRow> _paidRefunds;

        public Looked(SqlBatch batch, long shopId, string currency, WaitingEventRow one)
        {
            (_event, _currency) = (one, currency);
            _order = batch.Ladder.CarryOrder(shopId, one.AppliedTo ?? one.OrderId);
            _lines = batch.Ladder.LineStates(shopId);
            _cases = batch.Ladder.AfterSales(shopId);
            _refund = batch.Ladder.FindRefund(shopId, one.ReferenceId ?? "");
            _chargeback = batch.Commissions.Chargeback(shopId, one.ReferenceId ?? "");
            _amendment = batch.Ladder.FindAmendment(shopId, one.ReferenceId ?? "");
            _rows = batch.Ladder.CarriedOrder(shopId).Lines;
            _payments = batch.Ladder.Payments(shopId);
            _paid = batch.Ladder.PaidOrder(shopId);
            _paidRefunds = batch.Ladder.PaidRefunds(shopId);
        }

        private OrderState Order => _order.First!;

        public IntegrityFinding? Finding()
        {
            var subject = $"event {_event.EventId}";
            if (!_event.Waits)
                return IsApplied()
                    ? null : new IntegrityFinding(subject, $"{_event.Kind} of {Order.OrderId} has no effect");
            try
            {
                Fit();
                return new IntegrityFinding(
                    subject, $"{_event.Kind} waits ({_event.Reason}) and fits order {Order.OrderId}");
            }
            catch (ProblemException)
            {
                return null;
            }
        }

        private bool IsApplied() => _chargeback.First is { } now && now.OrderId == Order.OrderId
            && (_event.Kind == EventKinds.Chargeback ? now.OpenedAt : now.DecidedAt) == _event.OccurredAt;

        /// <exception cref="ProblemException">The event does not fit.</exception>
        private void Fit()
        {
            switch (_event.Kind)
            {
                case EventKinds.Amendment:
                    if (_amendment.First is not null)
                        throw AmendmentProblems.AmendmentConflict.Because("An amendment has this id.");
                    AmendmentInputs.Check(_rows.List, Json.Read<OrderAmendment>(_event.Content));
                    break;
                case EventKinds.Refund:
                    if (_refund.First is not null || _chargeback.First is not null)
                        throw RefundProblems.RefundIdTaken.Because("Something else has the refund's id.");
                    var refund = RefundConversion.Of(
                        _paid.First, Order, _lines.List, _paidRefunds.List, Json.Read<RefundContent>(_event.Content),
                        _currency) ?? throw RefundProblems.RefundCurrency.Because("It is in another currency.");
                    var measured = RefundRules.Measure(Order, _lines.List, refund, toleranceMinor: 0);
                    if (measured.Misfit is { } misfit) throw misfit.ToRefused();
                    break;
                case EventKinds.RefundCancellation:
                    CancelRefund.Check(Order.OrderId, _refund.First, _chargeback.First is not null);
                    break;
                case EventKinds.Payment:
                    if (_payments.List.Exists(one => one.PaymentId == _event.ReferenceId))
                        throw PaymentProblems.PaymentConflict.Because("A payment has this id.");
                    break;
                case EventKinds.Shipment or EventKinds.Completion:
                    var report = FulfilOrder.Command.Of(_event, Order.OrderId);
                    Fulfilment.Of(Order, _lines.List, report.Kind, report.At, report.LineIds);
                    break;
                case EventKinds.AfterSale or EventKinds.AfterSaleClosure:
                    var known = _cases.List.Find(one => one.CaseId == _event.ReferenceId)?.ToCase();
                    AfterSaleDecision.Next(
                        Order, _lines.List, known, ReportAfterSale.Command.Of(_event, Order.OrderId), false);
                    break;
                default:
                    if (_event.Kind == EventKinds.Chargeback && _refund.First is not null)
                        throw RefundProblems.RefundIdTaken.Because("A refund has the chargeback's id.");
                    ChargebackStep.Next(
                        Order, _chargeback.First, ReportChargeback.Command.Of(_event, Order.OrderId));
                    break;
            }
        }
    }
}
